"""One name in two spellings or scripts, and names that only sound alike."""

import pytest

from elspace.core.spelling import words_of
from elspace.imports.names import Likeness, keys_of, likeness

SAME, NEAR, NONE = Likeness.SAME, Likeness.NEAR, Likeness.NONE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Mohamed Ben Salah", "ben salah MOHAMMED", SAME),
        ("Mohamed Ben Salah", "محمد بن صالح", SAME),
        ("Amira Trabelsi", "أميرة الطرابلسي", SAME),
        ("Omar Trabelsi", "عمر الطرابلسي", SAME),
        ("Leïla Chebbi", "ليلى الشابي", SAME),
        ("Hedi Zouari", "الهادي الزواري", SAME),
        ("Amira", "amira", SAME),
        ("Mouhamed Ben Salah", "Mohamed Ben Salah", NEAR),
        ("Amir Trabelsi", "Amira Trabelsi", NEAR),
        ("Omar Trabelsi", "Amira Trabelsi", NONE),
        ("Omar Trabelsi", "أميرة الطرابلسي", NONE),
        ("Amira Trabelsi", "عمر الطرابلسي", NONE),
        ("Amira", "أميرة", NONE),
        ("Amira Trabelsi", "Amira", NONE),
    ],
)
def test_likeness_of_names(one, other, expected):
    first, second = tuple(words_of(one)), tuple(words_of(other))
    assert likeness((first,), (second,)) is expected
    assert likeness((second,), (first,)) is expected
    assert bool(keys_of(first) & keys_of(second)) or expected is NONE
