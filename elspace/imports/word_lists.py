"""Lists of words as one text: folded, so that accents and case do not matter."""

from elspace.core.folding import fold


def words_in(text: str) -> frozenset[str]:
    """The folded words of a text."""
    return frozenset(folded for word in text.split() if (folded := fold(word)))
