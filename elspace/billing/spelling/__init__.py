"""Sums in words, as invoices here bear them: dinars and millimes, in French and in Arabic."""

from decimal import Decimal

from . import arabic, french

_SPELLERS = {"fr": french.sum_in_words, "ar": arabic.sum_in_words}
MOST = 10**9  # dinars; no invoice comes near


def in_words(amount: Decimal, language: str) -> str:
    """The sum in words; "" in a language that has no words here, and of nothing."""
    speller = _SPELLERS.get(language[:2])
    dinars, millimes = divmod(int(amount * 1000), 1000)
    if speller is None or amount <= 0 or dinars >= MOST:
        return ""
    return speller(dinars, millimes)
