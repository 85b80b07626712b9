"""Phones as people write them, stored in one form."""

import pytest
from django.core.exceptions import ValidationError

from elspace.people.phones import parse_phone, shown


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("", ""),
        ("20 123 456", "+21620123456"),
        ("20.123.456", "+21620123456"),
        ("+216 20-123-456", "+21620123456"),
        ("00216 20 123 456", "+21620123456"),
        ("216 20123456", "+21620123456"),
        ("٢٠ ١٢٣ ٤٥٦", "+21620123456"),
        ("\u202a+216 60 012 345\u202c", "+21660012345"),  # a prefix that is in no plan
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("(+49) 151 23456789", "+4915123456789"),
    ],
)
def test_phone_is_stored_in_its_international_form(text, phone):
    assert parse_phone(text) == phone


@pytest.mark.parametrize(
    "text", ["2012345", "20 123 45x", "+216 20 123 4567", "123456789", "+12", "+" + "1" * 16, "+"]
)
def test_phone_that_cannot_be_one_is_refused_with_a_sentence(text):
    with pytest.raises(ValidationError) as refused:
        parse_phone(text)
    assert refused.value.messages[0].endswith(".")


def test_phone_is_shown_in_groups():
    assert shown("+21620123456") == "+216 20 123 456"
    assert shown("+33612345678") == "+336 123 456 78"
    assert shown("") == ""
