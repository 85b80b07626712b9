"""How names sound: one key for Mohamed, Mohammed and محمد, so that a search finds all three."""

import re

from elspace.core.folding import fold

# The fields of a person a name is made of.
NAMES = ("first_name", "last_name", "first_name_ar", "last_name_ar")
# Arabic consonants by how they are written in Latin letters here; long vowels fall away.
_ARABIC = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d",
    "ر": "r", "ز": "z", "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "d",
    "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "پ": "b", "ڤ": "f", "ڨ": "g", "گ": "g",
}  # fmt: skip
_LATIN = (
    (r"kh", "x"), (r"gh", "g"), (r"tch|ch|sh", "C"), (r"th", "t"), (r"dh", "d"), (r"dj", "j"),
    (r"ph", "f"), (r"gu(?=[eiy])", "g"), (r"c(?=[eiy])", "s"), (r"c|q|9", "k"), (r"C", "c"),
    (r"7", "h"), (r"5", "X"), (r"v", "f"), (r"p", "b"), (r"x", "x"), (r"X", "x"),
    (r"^(w|ou(?=[aeiou]))", "W"), (r"^y(?=[aeiou])", "Y"), (r"[aeiouyw238]", ""),
)  # fmt: skip


def sounds_of(word: str) -> list[str]:
    """The consonants of one folded word, alike in both scripts; none when too few to say anything.

    A Latin h at the end may be heard (Salah, صلاح) or not (Sarah, سارة): both.
    """
    if re.search(r"[\u0600-\u06ff]", word):
        keys = [_arabic_sound(word)]
    elif re.search(r"[a-z]", word):
        keys = [_latin_sound(word)]
        if re.search(r"[aeiou]h$", word):
            keys.append(_latin_sound(word[:-1]))
    else:
        return []
    return [key for key in keys if len(key) >= 2]


def _latin_sound(word: str) -> str:
    for pattern, letters in _LATIN:
        word = re.sub(pattern, letters, word)
    return re.sub(r"[^a-z]", "", word.casefold())


def _arabic_sound(word: str) -> str:
    """`fold` has already made ة a ه; at the end of a word it is heard only after a long a."""
    if len(word) > 4 and word.startswith("ال"):
        word = word[2:]
    word = re.sub(r"اه$", "ات", word)
    word = re.sub(r"ه$", "", word)
    first = {"و": "w", "ي": "y"}.get(word[:1], "")
    return first + "".join(_ARABIC.get(letter, "") for letter in word)


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return fold(text).split()


def folded_names(*names: str) -> str:
    """What a person is found by: folded words, then their sounds marked with "~"."""
    words = list(dict.fromkeys(word for name in names for word in words_of(name)))
    sounds = list(dict.fromkeys(f"~{sound}" for word in words for sound in sounds_of(word)))
    return (" " + " ".join([*words, *sounds]) + " ")[:400]
