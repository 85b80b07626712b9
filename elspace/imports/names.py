"""When two spellings are one name: the same words in any order, or one name in two scripts.

Sounds find candidates; they are too coarse to decide (Amira and Omar sound alike without their
vowels), so what they find is compared word by word.
"""

import re
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from itertools import permutations, product
from typing import Any

from elspace.core.spelling import sounds_of, words_of

from .word_lists import words_in

MOST_WORDS = 4  # of a name that is compared beyond being written the same
NEAR = 0.75
Words = tuple[str, ...]
# Words that belong to the next one, however they are parted: Ben Salah, Bensalah, بن صالح.
_PARTICLES = words_in(
    "ben bin ibn bel bou abou abu abd abdel abdul haj hadj بن ابن بل بو ابو عبد الحاج"
)
_DROPPED = frozenset(("el", "al", "ال"))
_SHORT = {
    "med": "mohamed",
    "mhd": "mohamed",
    "bent": "ben",
    "ابن": "بن",
    "bin": "ben",
    "ibn": "ben",
}
_LONG = {"ا": "a", "ي": "i", "و": "u"}
_LATIN_VOWELS = (("ou", "u"), ("oo", "u"), ("w", "u"), ("o", "u"), ("ee", "i"), ("y", "i"))


class Likeness(IntEnum):
    """How alike two names are."""

    NONE = 0
    NEAR = 1  # worth a question
    SAME = 2


def spellings(said: Any) -> tuple[Words, ...]:
    """The folded words of a name in each script it is written in."""
    names = (
        f"{said.first_name} {said.last_name}",
        f"{said.first_name_ar} {said.last_name_ar}",
    )
    return tuple(words for name in names if (words := _words(name)))


@lru_cache(maxsize=50_000)
def _words(name: str) -> Words:
    words: list[str] = []
    particle = ""
    for written in words_of(name):
        word = _SHORT.get(written, written)
        if word in _DROPPED:
            continue
        if word in _PARTICLES:
            particle += word
            continue
        words.append(_assimilated(particle + word))
        particle = ""
    return (*words, particle) if particle else tuple(words)


def _assimilated(word: str) -> str:
    """ "Abdel Rahman", "Abderrahmane" and «عبد الرحمان» in one way."""
    word = re.sub(r"^abd[eiou]*l(?=[rsntdz])", "abde", word)
    return re.sub("^عبدال(?=[تثدذرزسشصضطظن])", "عبد", word)


@lru_cache(maxsize=50_000)
def keys_of(words: Words) -> frozenset[str]:
    """What a name is found by: its words in any order, its sounds."""
    keys = {" ".join(sorted(words))}
    if 2 <= len(words) <= MOST_WORDS:
        heard = [sounds_of(word) for word in words]
        keys |= {"~" + " ".join(sorted(sounds)) for sounds in product(*heard)}
    return frozenset(keys)


def likeness(one: tuple[Words, ...], other: tuple[Words, ...]) -> Likeness:
    """How alike two names are, in the scripts in which they are most alike."""
    return max(
        (_compare(first, second) for first in one for second in other), default=Likeness.NONE
    )


@lru_cache(maxsize=50_000)
def _compare(one: Words, other: Words) -> Likeness:
    if sorted(one) == sorted(other):
        return Likeness.SAME
    if len(one) != len(other) or not 2 <= len(one) <= MOST_WORDS:
        return Likeness.NONE
    return max(
        min(_compare_words(first, second) for first, second in zip(one, order, strict=True))
        for order in permutations(other)
    )


def _compare_words(one: str, other: str) -> Likeness:
    if one == other:
        return Likeness.SAME
    if not set(sounds_of(one)) & set(sounds_of(other)):
        return Likeness.NONE
    if _is_arabic(one) == _is_arabic(other):
        is_near = SequenceMatcher(None, one, other).ratio() >= NEAR
        return Likeness.NEAR if is_near else Likeness.NONE
    latin, arabic = (other, one) if _is_arabic(one) else (one, other)
    return Likeness.SAME if _is_transcribed(latin, arabic) else Likeness.NONE


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _is_transcribed(latin: str, arabic: str) -> bool:
    """Whether a Latin word may write an Arabic one: both end in an a or neither does, and the long
    vowels of the Arabic word are heard in their order."""
    ends_in_a = bool(re.search(r"[اهيء]$", arabic))
    if latin.endswith("a") and not ends_in_a:
        return False
    if ends_in_a and not re.search(r"a[ht]?$|[iye]$", latin):
        return False
    for written, heard in _LATIN_VOWELS:
        latin = latin.replace(written, heard)
    vowels = iter(re.sub(r"[^aeiu]", "", latin))
    inner = arabic.removeprefix("ال")[1:-1]
    return all(
        any(vowel == long or (vowel == "e" and long != "u") for vowel in vowels)
        for long in (_LONG[letter] for letter in inner if letter in _LONG)
    )
