"""Hours as people write them, and whether they may stand."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from elspace.hub.forms.hours import HourField, StretchesField


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("8:30–19:00", [(time(8, 30), time(19))]),
        ("8h30-12h30, 14h-19h", [(time(8, 30), time(12, 30)), (time(14), time(19))]),
        ("9 à 14.30 et 20:30 à 23", [(time(9), time(14, 30)), (time(20, 30), time(23))]),
        ("14:00–19:00، 8:30–12:30", [(time(8, 30), time(12, 30)), (time(14), time(19))]),
        ("٩:٠٠ – ١٤:٣٠", [(time(9), time(14, 30))]),
        ("\u20669:00–14:30\u2069", [(time(9), time(14, 30))]),
        ("9 to 12 and 14 to 18", [(time(9), time(12)), (time(14), time(18))]),
        ("9:00–12:00 12:00–14:00", [(time(9), time(12)), (time(12), time(14))]),
    ],
)
def test_stretches_are_read_in_the_habits_of_three_languages(typed, expected):
    assert StretchesField().clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("19:00–8:30", "19:00–8:30"),
        ("9:00–9:00", "9:00–9:00"),
        ("9:00–12:00, 11:30–14:00", "11:30–14:00"),
        ("25:00–26:00", "23:59"),
        ("9:75–10", "23:59"),
        ("quand vous voulez", "8:30–12:30"),
        ("9:00", "8:30–12:30"),
        ("<b>9:00–10:00</b>", "8:30–12:30"),
        ("9–10 " * 20, "8:30–12:30"),
        ("9" * 5000, ""),
        ("9:00\x00–10:00", ""),
    ],
)
def test_what_cannot_be_hours_is_refused_with_a_sentence(typed, says):
    with pytest.raises(ValidationError) as refused:
        StretchesField().clean(typed)
    assert says in str(refused.value).replace("\u2066", "").replace("\u2069", "")


def test_a_slot_is_one_stretch():
    with pytest.raises(ValidationError):
        StretchesField(most=1).clean("9–10, 11–12")


@pytest.mark.parametrize(
    ("typed", "expected"), [("", None), ("9", time(9)), ("14h30", time(14, 30)), ("0:00", time(0))]
)
def test_one_hour_is_read(typed, expected):
    assert HourField(required=False).clean(typed) == expected


@pytest.mark.parametrize("typed", ["24:00", "x", "9:00–10:00", "9" * 5000])
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(ValidationError):
        HourField(required=False).clean(typed)
