"""Reading an amount as people type it, in Latin or Arabic digits, with or without its unit."""

import re
import unicodedata

from .folding import latin_digits

_UNIT = re.compile(r"(dt|tnd|dinars?|د\.?ت\.?|دينارا?|دنانير)$")
_SIGNS = str.maketrans({"٫": ",", "٬": "", "،": ",", "’": "", "'": ""})
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]*")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(([.,])[0-9]{3})(\2[0-9]{3})*(?!\2)[.,][0-9]*")


_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def may_be_thousands(text: str) -> bool:
    """Whether an amount was typed with one point and three digits after it: "1.195" is a dinar and
    195 millimes, as on every till here, and was perhaps meant as a thousand."""
    return _DOUBTFUL.fullmatch(_bare(text)) is not None


def amount_typed(text: str) -> str:
    """The amount as a number with a point ("1 234,500 DT" is "1234.500"). What is no amount of
    money ("1e3") comes back as it was typed with a sign before it that no number bears."""
    number = _bare(text)
    if _GROUPED.fullmatch(number):  # "1.234,500", "1,234.500": the last sign parts the decimals
        whole, decimals = re.split(r"[.,](?=[0-9]*$)", number)
        number = f"{re.sub(r'[.,]', '', whole)}.{decimals}"
    number = number.replace(",", ".")
    is_number = _NUMBER.fullmatch(number) and (number == "" or any(map(str.isdecimal, number)))
    return number if is_number else f"?{text}"


def _bare(text: str) -> str:
    """Without spaces, invisible signs and the unit, in Latin digits."""
    shown = "".join(
        sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
    return _UNIT.sub("", latin_digits(shown).translate(_SIGNS).casefold(), count=1)
