"""Places where long words may break in narrow cells, as their language breaks them."""

import re
from functools import lru_cache

from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
_LONG_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]{9,}")  # Arabic never breaks a word
_BREAKS = {"fr": "fr", "ar": "fr", "en": "en_GB"}  # Latin words of an Arabic page: mostly French


@lru_cache(maxsize=512)
def with_soft_hyphens(text: str, language: str) -> str:
    """The text with invisible hyphens in its long words; browsers on phones and servers have no
    word lists of their own, and would break a word after any letter."""
    lists = _BREAKS.get(language)
    if lists is None:
        return text
    breaks = Pyphen(lang=lists, left=3, right=3)
    return _LONG_WORD.sub(lambda word: breaks.inserted(word[0], SOFT_HYPHEN), text)
