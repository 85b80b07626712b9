"""Phone numbers: parsed to their international form, shown in groups people read aloud."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .folding import latin_digits

TUNISIA = "+216"
# Spaces, brackets, dots, dashes, and the direction marks that come along when copied from Arabic.
DECORATION = re.compile(r"[\s().\-/\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FEWEST, MOST = 7, 15  # digits of an international number (ITU E.164), country code included


def shown(phone: str) -> str:
    """The number in groups: "+216 20 123 456"; others keep their digits in threes."""
    if phone.startswith(TUNISIA) and len(phone) == 12:
        local = phone[4:]
        return f"{TUNISIA} {local[:2]} {local[2:5]} {local[5:]}"
    if not phone.startswith("+"):
        return phone
    return "+" + re.sub(r"(\d{3})(?=\d)", r"\1 ", phone[1:])


def parse_phone(text: str) -> str:
    """The number as "+216…"; eight digits alone are Tunisian. Any prefix is allowed: plans change.

    Raises ValidationError with a sentence for the person; "" stays "".
    """
    text = DECORATION.sub("", latin_digits(text))
    if not text:
        return ""
    international = text.startswith(("+", "00"))
    digits = text.removeprefix("+" if text.startswith("+") else "00")
    if not digits.isdecimal():
        raise ValidationError(_("A phone number has digits only, for example 20 123 456."))
    if not international and len(digits) == 8:
        return TUNISIA + digits
    if not international and not (digits.startswith("216") and len(digits) == 11):
        raise ValidationError(
            _("A Tunisian number has 8 digits; for another country begin with + and its code.")
        )
    if digits.startswith("216") and len(digits) != 11:
        raise ValidationError(_("A Tunisian number has 8 digits after +216."))
    if not FEWEST <= len(digits) <= MOST:
        raise ValidationError(_("This number is too short or too long."))
    return f"+{digits}"
