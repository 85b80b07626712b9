"""One word in many spellings: Mohamed, Mohammed and محمد; 9addech and قداش; Ben Ali and Benali.

Neither script writes a word in one way here. Latin letters write Arabic by ear (Hassen, Hassan),
with digits for sounds they lack (3 ع, 7 ح, 9 ق, 5 خ, 8 غ, 2 ء); Arabic leaves short vowels out.
What both keep is the consonants, so a word is read as

* its consonants in one alphabet of ours, the same for both scripts (ش, ch, sh → c);
* the vowels heard before, between and after them: a, i, u; "e" may be a or i; "*" may be any.

The consonants are stored beside the words and find candidates (`sounds_of`); they are too coarse to
decide, so `alike` compares the vowels too. Where a spelling leaves it open, the answer is yes: a
search that shows one name too many does less harm than one that hides a person. Hence Salem and
Salim are alike (Hatem and Hatim are one name, written both ways), Amine and Amina are not: a final
vowel is always heard, and parts two people.

A word may have several readings: with and without the article or a particle written together with
it, a final h heard or not, letters read in two ways (ق as k or g), the s of a French plural.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from .folding import fold

MARK = "~"  # before the consonants of a word, where words are stored to be found
MOST_READINGS = 6
LONGEST_STORED = 12_000  # signs of what a row is found by
LONGEST_WORD = 40  # beyond it only the letters count
_NONE = "-"  # stands for no consonant at all (Aya)
Vowels = tuple[str, ...]

_ARABIC = {
    "ب": "b", "ت": "t", "ث": "ts", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "dz",
    "ر": "r", "ز": "z", "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "dz",
    "غ": "g", "ف": "f", "ق": "kg", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "پ": "b", "ڤ": "f", "ڨ": "g", "گ": "g",
}  # fmt: skip
_ARABIC_VOWELS = {"ا": "a", "و": "u", "ي": "i", "ع": "*"}
_LATIN_PART = re.compile(r"kh|gh|tch|ch|sh|th|dh|dj|ph|gu(?=[eiy])|qu|ck|ou|[a-z2-9]")
_LATIN = {
    "kh": "x", "gh": "g", "tch": "c", "ch": "c", "sh": "c", "th": "t", "dh": "d", "dj": "j",
    "ph": "f", "gu": "g", "qu": "k", "ck": "k", "q": "k", "c": "k", "x": "ks",
    "7": "h", "9": "k", "5": "x", "8": "g",
}  # fmt: skip
_LATIN_VOWELS = {
    "a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u", "ou": "u",
    "3": "*", "2": "",
}  # fmt: skip
_SAME_SOUND = str.maketrans("pv", "bf")  # letters Arabic does not part
# What no rule covers, because usage does: folded spelling → the usual one.
_USUAL = {
    "med": "mohamed", "mohd": "mohamed", "fatima": "fatma", "myriam": "meriem",
    "miriam": "meriem", "myriem": "meriem", "lyes": "elyes", "lyas": "elyes", "zohra": "zahra",
    "osman": "othman", "رحمن": "رحمان", "عبدرحمن": "عبدرحمان", "اسحق": "اسحاق", "يحي": "يحيا",
}  # fmt: skip
# Words that part nothing: a search does not ask for them when it asks for something else.
_PARTICLES = """
al el ul l le la les un une des du de d et ou a au aux en the of and or to for
ben bin ibn bent bint bou abou ould oueld mr mme
ال بن ابن بنت ولد بو ابو في من و او
"""
PARTICLES = frozenset(_PARTICLES.split())


@dataclass(frozen=True)
class Reading:
    """One way to read a word: consonants, and the vowels around them (one more than those).

    `strict` keeps p and v, which are told apart within the Latin script only.
    """

    consonants: str
    vowels: Vowels
    strict: str
    is_arabic: bool


def words_of(text: str) -> list[str]:
    """The folded words of a text, a servant's name (Abd el Karim) joined to one word."""
    return _joined(fold(text)).split()


def _joined(folded: str) -> str:
    folded = re.sub(r"\babd (?=[aeou]l )", "abd", folded)
    folded = re.sub(r"\b(abd[aeou]l) (?=\w)", r"\1", folded)
    return re.sub(r"\bعبد (?=ال\w)", "عبد", folded)


@lru_cache(maxsize=50_000)
def sounds_of(word: str) -> tuple[str, ...]:
    """The consonants of each reading of a folded word, the likeliest reading first."""
    found = dict.fromkeys(reading.consonants or _NONE for reading in readings(word))
    return tuple(found)


def folded_texts(texts: Iterable[str], longest: int = LONGEST_STORED) -> str:
    """What a row is found by, as stored: the folded words, then their sounds marked with "~";
    spaces around each. Whole words only where it would pass `longest`."""
    words = list(dict.fromkeys(word for text in texts for word in words_of(text)))
    sounds = dict.fromkeys(MARK + sound for word in words for sound in sounds_of(word))
    stored, length = [], 1
    for part in (*words, *sounds):
        length += len(part) + 1
        if length > longest:
            break
        stored.append(part)
    return f" {' '.join(stored)} " if stored else ""


@lru_cache(maxsize=100_000)
def alike(one: str, other: str) -> bool:
    """Whether two folded words may be spellings of one."""
    if one == other:
        return True
    return any(_fit(first, second) for first in readings(one) for second in readings(other))


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The ways to read one folded word; none for numbers and other scripts."""
    if len(word) > LONGEST_WORD:
        return ()
    if re.search(r"[\u0600-\u06ff]", word):
        found = (reading for form in _arabic_forms(word) for reading in _read_arabic(form))
    elif re.search(r"[a-z]", word):
        found = (reading for form in _latin_forms(word) for reading in _read_latin(form))
    else:
        return ()
    return tuple(islice(dict.fromkeys(found), MOST_READINGS))


def _arabic_forms(word: str) -> Iterator[str]:
    """The word, its usual spelling, and without what is written together with it."""
    word = re.sub(r"^عبدال(?!ه$)", "عبد", word)
    word = _USUAL.get(word, word)
    bare = re.sub(r"^(?:[وفبك]?ال|[وف]?لل|[وف]?بال)(?=..)", "", word)
    if bare != word and len(bare) > 2:
        yield bare
    yield word
    if len(word) > 4 and word.startswith(("بن", "بل", "بو")):
        yield word[2:]
    if word.endswith("اه"):
        yield word[:-1] + "ت"  # حياة is Hayet


def _latin_forms(word: str) -> Iterator[str]:
    word = re.sub(r"^abd[aeou]l(?!ah?$)(?=...)", "abd", word)
    word = re.sub(r"^(abd)[aeou](?=[trszdnjc])", r"\1", word)
    word = _USUAL.get(word, word)
    yield word
    if re.match(r"s[^aeiouyhw]", word):
        yield "i" + word  # Skander is إسكندر
    if re.search(r"[aeiou]h$", word):
        yield word[:-1]
    if len(word) > 4 and re.search(r"[^aiou][sx]$", word) and word[-2] != "s":
        yield word[:-1]
    bare = re.sub(r"^(?:[aeu]l|ben|bel|bou|l)(?=[^aeiouy]?[aeiouy])", "", word)
    if bare != word and len(bare) > 3 and len(word) > 4 and not word.startswith(("la", "le")):
        yield bare


def _read_arabic(word: str) -> Iterator[Reading]:
    """Every choice of letters that are read in two ways; a final ه is a vowel (ة) or heard."""
    endings = [word]
    if word.endswith("ه") and len(word) > 2:
        endings = [word[:-1] + "ا", word]
    for ending in endings:
        parts = [
            (letter, choice)
            for letter in ending
            for choice in [_ARABIC.get(letter, _ARABIC_VOWELS.get(letter, ""))]
            if choice
        ]
        vowels: list[str] = [""]
        options: list[str] = []
        for letter, choice in parts:
            if letter in _ARABIC_VOWELS:
                vowels[-1] += choice
            else:
                options.append(choice)
                vowels.append("")
        if ending.endswith("ي"):
            vowels[-1] = vowels[-1][:-1] + "y"  # ي or ى: i or a
        for letters in islice(product(*options), 4):
            yield Reading("".join(letters), tuple(vowels), "", True)


def _read_latin(word: str) -> Iterator[Reading]:
    if len(word) > 2:
        word = re.sub(r"(?<=[^aeiouyw])e$|(?<=[iy])e$", "", word)  # silent
    word = re.sub(r"c(?=[eiy])", "s", word)
    vowels, letters = [""], ""
    for part in _LATIN_PART.findall(word):
        if part in _LATIN_VOWELS:
            vowels[-1] += _LATIN_VOWELS[part]
            continue
        for letter in _LATIN.get(part, part):
            if letters[-1:] != letter or vowels[-1]:
                letters += letter
                vowels.append("")
    if re.search(r"ou[^aeiouyw]$", word):
        vowels[-2] = vowels[-2].replace("u", "U")  # long: Arabic writes it
    spellings = [letters]
    if re.search(r"g[eiy]", word):
        spellings.append(letters.replace("g", "j", 1))
    for strict in spellings:
        yield Reading(strict.translate(_SAME_SOUND), tuple(vowels), strict, False)


def _fit(one: Reading, other: Reading) -> bool:
    """Whether two readings may be of one word: the same consonants, and no vowel against it."""
    if one.consonants != other.consonants or len(one.vowels) != len(other.vowels):
        return False
    if one.is_arabic == other.is_arabic and one.strict != other.strict:
        return False
    if one.is_arabic:
        one, other = other, one  # where the scripts differ, `one` is the Latin word
    if one.is_arabic:
        return one.vowels[1:] == other.vowels[1:]
    if not _begin_alike(one.vowels[0], other.vowels[0], other.is_arabic):
        return False
    if len(one.vowels) > 1 and not _end_alike(one.vowels[-1], other.vowels[-1]):
        return False
    inner = list(zip(one.vowels[1:-1], other.vowels[1:-1], strict=True))
    compare = _writes if other.is_arabic else _heard_alike
    if not all(compare(first, second) for first, second in inner):
        return False
    if inner and one.vowels[-1]:
        # Before a final vowel each one is heard: Salma is not Salima, Hamdi not Hamidi.
        first, second = inner[-1]
        short = "e*a" if other.is_arabic else "e*"
        is_short = (first or second) in short or (len(inner) == 1 and not one.vowels[0])
        return bool(first) == bool(second) or is_short
    return True


def _begin_alike(one: str, other: str, is_arabic: bool) -> bool:
    """A vowel at the beginning is always written; a lone alif carries any."""
    if not one or not other:
        return one == other
    if is_arabic:
        other = other.replace("a", "") or "*"
        return _writes(one, other)
    return _heard_alike(one, other)


def _end_alike(one: str, other: str) -> bool:
    """The last vowel parts people (Amine, Amina; Karim, Karimi), and a w or y before it too."""
    if "*" in one + other:  # ع, heard as any vowel or none
        return True
    if not one or not other:
        return one == other
    last, final = one[-1], other[-1]
    same = last == final or (final == "y" and last in "aie")
    return same and _glides(one) == _glides(other)


def _glides(vowels: str) -> set[str]:
    return set(vowels[:-1].lower()) & set("iu")


def _heard_alike(one: str, other: str) -> bool:
    """Two Latin spellings of a vowel within a word; a short one may be left out (Krim, Karim)."""
    if not one or not other or "*" in one + other:
        return True
    return _covers(one, other) and _covers(other, one)


def _covers(one: str, other: str) -> bool:
    """Whether each vowel of `one` may stand for one of `other`."""
    heard, there = set(one.lower()), set(other.lower())
    if "u" in heard and "u" not in there:
        return False
    if "i" in heard and not there & set("ie"):
        return False
    return bool(heard & set("iu")) or bool(there & set("ae")) or (heard == {"e"} and "i" in there)


def _writes(latin: str, arabic: str) -> bool:
    """Whether a Latin vowel may write an Arabic one: what Arabic writes is heard, and long."""
    if "*" in arabic:
        return True
    heard = set(latin.lower())
    ways = {"u": {"u"}, "i": {"i", "e"}, "a": {"a", "e"}, "y": {"a", "e", "i"}}
    if not all(heard & ways[vowel] for vowel in arabic):
        return False
    if "U" in latin or (len(heard) > 1 and "a" in heard):
        return all(vowel in arabic for vowel in heard & set("iu"))
    return True
