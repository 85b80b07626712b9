"""Sums in words in Arabic: the number and its noun agree, both nouns being masculine.

All stands in the nominative ("قدره عشرون دينارا"). One and two are said by the noun itself, three
to ten take its plural, eleven to ninety-nine the accusative, hundreds and thousands the noun alone.
"""

from dataclasses import dataclass

SMALL = (
    "صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة",
    "أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر",
    "ثمانية عشر", "تسعة عشر",
)  # fmt: skip
TENS = (
    "", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون",
)  # fmt: skip
HUNDREDS = (
    "", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة",
    "تسعمائة",
)  # fmt: skip
AND = " و"


@dataclass(frozen=True)
class Noun:
    """A counted noun: one of it, two, three to ten, eleven to ninety-nine, after a hundred."""

    one: str
    two: str
    few: str
    many: str
    alone: str


DINAR = Noun("دينار واحد", "ديناران", "دنانير", "دينارا", "دينار")
MILLIME = Noun("مليم واحد", "مليمان", "مليمات", "مليما", "مليم")
# Followed by "and", and straight by what they count.
THOUSAND = Noun("ألف", "ألفان", "آلاف", "ألفا", "ألف")
THOUSAND_OF = Noun("ألف", "ألفا", "آلاف", "ألف", "ألف")
MILLION = Noun("مليون", "مليونان", "ملايين", "مليونا", "مليون")
MILLION_OF = Noun("مليون", "مليونا", "ملايين", "مليون", "مليون")


def sum_in_words(dinars: int, millimes: int) -> str:
    """So many dinars and millimes, both below a thousand million; not both nothing."""
    parts = [counted(n, noun) for n, noun in ((dinars, DINAR), (millimes, MILLIME)) if n]
    return AND.join(parts)


def counted(n: int, noun: Noun) -> str:
    """A number from one on, with what it counts."""
    large, rest = divmod(n, 1000)
    if not large:
        return _below_a_thousand(rest, noun)
    if rest == 0:
        return f"{_thousands(large, is_last=True)} {noun.alone}"
    if rest in {1, 2}:  # "a thousand dinars and a dinar"
        before = f"{_thousands(large, is_last=True)} {noun.alone}"
        return before + AND + _below_a_thousand(rest, noun)
    return _thousands(large, is_last=False) + AND + _below_a_thousand(rest, noun)


def _thousands(large: int, *, is_last: bool) -> str:
    """So many thousands; `is_last`: what they count follows at once."""
    millions, thousands = divmod(large, 1000)
    parts = []
    if millions:
        follows = is_last and not thousands
        parts.append(_below_a_thousand(millions, MILLION_OF if follows else MILLION))
    if thousands:
        parts.append(_below_a_thousand(thousands, THOUSAND_OF if is_last else THOUSAND))
    return AND.join(parts)


def _below_a_thousand(n: int, noun: Noun) -> str:
    hundreds, rest = divmod(n, 100)
    named = HUNDREDS[hundreds]
    of_noun = "مائتا" if hundreds == 2 else named
    if rest == 0:
        return f"{of_noun} {noun.alone}"
    if rest in {1, 2}:
        itself = noun.one if rest == 1 else noun.two
        return f"{of_noun} {noun.alone}{AND}{itself}" if hundreds else itself
    said = f"{_tens(rest)} {noun.few if rest <= 10 else noun.many}"
    return named + AND + said if hundreds else said


def _tens(n: int) -> str:
    if n < 20:
        return SMALL[n]
    tens, rest = divmod(n, 10)
    return f"{SMALL[rest]}{AND}{TENS[tens]}" if rest else TENS[tens]
