"""Folding text so that Mohamed, Mohammed and accents find each other."""

import re
import unicodedata

_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": ""}
)
_UNSEEN = {"Mn", "Mc", "Me", "Cf"}  # accents, vowel signs, signs of direction
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def fold(text: str) -> str:
    """Lower-case letters and digits without accents, Arabic vowel signs or doubled letters, words
    parted by one space. Never shown; compare only folded with folded."""
    return re.sub(r"([^\W\d])\1+", r"\1", fold_signs(text)).strip()


def fold_signs(text: str) -> str:
    """The same with doubled letters as they are: of signs on doors and tables, "AA" is not "A"."""
    text = unicodedata.normalize("NFKD", text).translate(_ARABIC).translate(_DIGITS).casefold()
    text = "".join(
        char
        for char in text
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
    return re.sub(r"[^\w]+", " ", text).replace("_", " ").strip()


def latin_digits(text: str) -> str:
    """The text with Arabic-Indic digits as 0 to 9."""
    return text.translate(_DIGITS)
