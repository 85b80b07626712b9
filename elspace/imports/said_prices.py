"""Dinars as people write them, and words for who pays less: "120 DT", "solidaire 60", «مجاني»."""

import re
from decimal import Decimal

from elspace.core.folding import fold, latin_digits
from elspace.hosting.enums import PriceKind

_UNIT = re.compile(
    r"dinars?|dinar tunisien|dt\b|tnd\b|td\b|دينار|د\s*\.\s*ت\s*\.?|دت\b|\bht\b|hors taxes?|"
    r"[/\s]*(?:par|a|per)?\s*(?:h|heure|hour|mois|month|jour|day|journee|demi-journee)\b|"
    r"(?:في|لل|ال)?(?:شهر|ساعة|يوم)",
    re.I,
)
_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f.,']*")
_WORDS = (
    (PriceKind.SOLIDARITY, "solidair|solidarit|social|reduit|tarif reduit|تضامن|مخفض"),
    (PriceKind.WAIVED, "gratuit|offert|exoner|free|waived|dispens|مجان|معفي|اعفا"),
    (PriceKind.PROGRAMME, "programme|program|pris en charge|financ|subvention|برنامج|ممول|تمويل"),
    (PriceKind.FULL, "plein|normal|full|standard|كامل|عادي"),
)
MOST = Decimal(1_000_000)
MOST_DIGITS = 12  # of dinars: more is an account number, not an amount


def read_dinars(text: str) -> Decimal | None:
    """The amount a text says; None where it says none. One sign between digits parts dinars from
    millimes, as here: "120,500" and "120.500" are a hundred and twenty dinars and a half."""
    text = _UNIT.sub(" ", latin_digits(text)).strip(" :=.«»“”\"'").rstrip("-– ")
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    digits = re.sub(r"[\s\u00a0\u202f']", "", found[0]).strip(".,")
    signs = [at for at, char in enumerate(digits) if char in ".,"]
    whole, part = digits, ""
    if signs:
        whole, part = digits[: signs[-1]], digits[signs[-1] + 1 :]
    whole = re.sub(r"[.,]", "", whole)
    if len(part) > 3 or not (whole or part) or len(whole) > MOST_DIGITS:
        return None
    amount = Decimal(f"{whole or 0}.{part or 0}").quantize(Decimal("0.001"))
    return amount if amount < MOST else None


def read_price(text: str) -> tuple[PriceKind | None, Decimal | None] | None:
    """The kind of price and the amount that a text says, either may be missing; None where it says
    neither."""
    folded = fold(text)
    kind = next(
        (kind for kind, stems in _WORDS for stem in stems.split("|") if fold(stem) in folded), None
    )
    number = _NUMBER.search(latin_digits(text))
    amount = read_dinars(number[0] if number and kind else text)
    if kind is None and amount is None:
        return None
    return kind, amount
