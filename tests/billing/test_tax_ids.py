"""Tax ids: the form is checked, the key letter only warns."""

import pytest

from elspace.billing.tax_ids import key_of, key_seems_wrong, normalised


@pytest.mark.parametrize(
    "text", ["0000011D/A/M/000", "0000011dam000", " 0000011 D / A / M / 000", "000011DAM000"]
)
def test_the_usual_forms_are_understood(text):
    assert normalised(text) == "0000011D/A/M/000"


@pytest.mark.parametrize(
    "text",
    ["", "11D/A/M/000", "0000011I/A/M/000", "0000011D/X/M/000", "0000011D/A/Z/000", "0000011D"],
)
def test_what_is_no_tax_id_is_said(text):
    assert normalised(text) == ""


def test_the_key_letter_warns():
    assert (key_of("0000011"), key_of("0000028")) == ("D", "N")
    assert not key_seems_wrong("0000028N/A/M/000")
    assert key_seems_wrong("0000028D/A/M/000")
