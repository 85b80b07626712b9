"""Sums in words in French, as they are written on cheques and invoices."""

UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def sum_in_words(dinars: int, millimes: int) -> str:
    """So many dinars and millimes, both below a thousand million; not both nothing."""
    parts = []
    if dinars:
        joint = " de " if dinars % 1_000_000 == 0 else " "
        parts.append(f"{number(dinars)}{joint}dinar{'s' if dinars > 1 else ''}")
    if millimes:
        parts.append(f"{number(millimes)} millime{'s' if millimes > 1 else ''}")
    return " et ".join(parts)


def number(n: int) -> str:
    """A number before a noun, or alone."""
    millions, rest = divmod(n, 1_000_000)
    thousands, rest = divmod(rest, 1000)
    parts = []
    if millions:
        parts.append(f"{_hundreds(millions)} million{'s' if millions > 1 else ''}")
    if thousands:
        # "Mille" is no noun: no "un" before it, and what counts it takes no s.
        parts.append(f"{_hundreds(thousands, bare=True)} mille" if thousands > 1 else "mille")
    if rest or not parts:
        parts.append(_hundreds(rest))
    return " ".join(parts)


def _hundreds(n: int, *, bare: bool = False) -> str:
    """Below a thousand; `bare`: another number follows, so that "cents" and "vingts" lose the s."""
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _tens(rest, bare=bare)
    named = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent"
    if rest:
        return f"{named} {_tens(rest, bare=bare)}"
    return named if bare or hundreds == 1 else f"{named}s"


def _tens(n: int, *, bare: bool) -> str:
    if n < 20:
        return UNITS[n]
    if n >= 80:
        rest = n - 80
        return f"quatre-vingt-{UNITS[rest]}" if rest else f"quatre-vingt{'' if bare else 's'}"
    tens = 60 if n >= 70 else n // 10 * 10
    rest = n - tens
    if not rest:
        return TENS[tens]
    return f"{TENS[tens]} et {UNITS[rest]}" if rest in {1, 11} else f"{TENS[tens]}-{UNITS[rest]}"
