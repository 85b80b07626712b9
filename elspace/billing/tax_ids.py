"""Tax ids (matricule fiscal): the form is checked, the key letter only warns.

0000011D/A/M/000: seven digits and a key letter, then the VAT letter, the category, three digits.
"""

import re

KEYS = "ABCDEFGHJKLMNPQRSTVWXYZ"  # no I, O, U
_FORM = re.compile(rf"(\d{{6,7}})([{KEYS}])([ABPDN])([MPCNE])(\d{{3}})")


def normalised(text: str) -> str:
    """The id as it is written (older ones of six digits padded); "" when it is no tax id."""
    bare = re.sub(r"[\s/.\-]", "", text).upper()
    found = _FORM.fullmatch(bare)
    if not found:
        return ""
    digits, key, vat, category, branch = found.groups()
    return f"{digits:0>7}{key}/{vat}/{category}/{branch}"


def key_of(digits: str) -> str:
    """The key letter those digits usually have (likely, not certain)."""
    return KEYS[
        sum(int(digit) * weight for digit, weight in zip(digits, range(7, 0, -1), strict=True)) % 23
    ]


def key_seems_wrong(tax_id: str) -> bool:
    """Whether the key letter is not the usual one: worth another look, never a refusal."""
    return bool(tax_id) and tax_id[7:8] != key_of(tax_id[:7])
