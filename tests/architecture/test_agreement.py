"""Words that several nouns share agree with each of them, in French and in Arabic."""

import pytest
from django.utils.translation import override

from elspace.agenda.enums import OccasionState
from elspace.hosting.models import Booking
from elspace.hub.enums import FormatCode
from elspace.hub.models import Format
from elspace.needs.enums import State as NeedState
from elspace.outbox.enums import State as MessageState
from elspace.support.enums import SessionState

AGREED = [
    (SessionState.HELD, "tenue", "تمّت"),
    (OccasionState.HELD, "tenu", "تمّ"),
    (NeedState.ADDRESSED, "abordé", "أُجيب عنها"),
    (SessionState.CANCELLED, "annulée", "ملغاة"),
    (OccasionState.CANCELLED, "annulé", "ملغى"),
    (MessageState.CANCELLED, "annulé", "أُلغيت"),
    (Booking.State.CANCELLED, "annulée", "ملغى"),
    (NeedState.PLANNED, "daté", "لها موعد"),
    (FormatCode.LECTURE, "exposé", "عرض"),
]


@pytest.mark.parametrize(("word", "french", "arabic"), AGREED)
def test_a_shared_word_agrees_with_its_noun(word, french, arabic):
    for language, expected in (("fr", french), ("ar", arabic)):
        with override(language):
            assert str(word.label) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("code", FormatCode)
def test_a_format_reads_the_same_from_its_row_and_from_its_code(code):
    row = Format.objects.get(code=code)
    for language in ("fr", "ar"):
        with override(language):
            assert row.name.lower() == str(code.label).lower()


@pytest.mark.django_db
def test_a_lecture_is_no_talk():
    with override("en"):
        assert Format.objects.get(code="lecture").name == "Lecture"
        assert FormatCode.LECTURE.label == "lecture"
