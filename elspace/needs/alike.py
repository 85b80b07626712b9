"""Needs of several people that say nearly the same, told by the words they share: accents, Arabic
letters and tounsi in either script do not part them. Only shown together; a person decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from elspace.core.folding import fold
from elspace.core.spelling import sounds_of

from .models import Need
from .words import COMMON

MOST_SHOWN = 12
_TOKEN = re.compile(r"[\w'\u064b-\u0652]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)'", re.I)  # l'impôt, d'Ariana
_BEFORE = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ن", "ت", "ي", "ف")
_AFTER = ("هم", "ها", "نا", "ات", "ين", "ون", "ي", "ه", "و")
_ENDINGS = re.compile(r"(ations?|ements?|ments?|ions?|euses?|eurs?|ers?|ing|es|s|x|e|er|ir|re)$")
# One thing in several languages: beginnings of words, folded like what is compared.
_SAME = [
    frozenset(fold(word) for word in line.split())
    for line in """
    factur invoic فاتور فوتور
    prix tarif price سوم ثمن اسعار soum
    cout cost كلف تكلف
    vend vente sell sale نبيع بيع nbi3 bi3
    client custom حريف حرفاء زبون 7arif harif
    banque bank بنك بانك banka
    credit loan pret قرض كريدي kredi
    subvention grant منح
    investi investor مستثمر
    contrat contract عقد عقود
    statut نظام
    patente باتيند
    loi law قانون
    associ جمعي jam3iya
    site web موقع
    internet net انترنت
    facebook فيسبوك fb
    photo صور تصوير tsawer
    video فيديو
    ordinateur computer laptop حاسوب اورديناتور pc
    excel tableur spreadsheet اكسل جدول
    stock مخزون ستوك
    machine ماكين
    embalage packag تغليف
    livr deliver توصيل
    benevol volunteer متطوع
    associe partner شريك شركاء
    recrut hire توظيف نوظف
    seul alone وحدي wa7di
    fatig tired تعب ta3b t3ebt
    impot tax ضريب اداءات
    local bail loyer rent محل كراء kra
    """.strip().splitlines()
]


@dataclass(frozen=True)
class Alike:
    """A need like the one looked at, and the words that made us think so, as its person said."""

    need: Need
    because: list[str]


def alike(words: str, others: Iterable[Need]) -> list[Alike]:
    """Of `others`, those that share two telling words with `words`, or half of what the shorter of
    the two says; the most alike first."""
    own = _keys_of(words)
    every = {key for keys in own.values() for key in keys}
    found = []
    for need in others:
        theirs = _keys_of(need.words)
        shared = [word for word, keys in theirs.items() if not keys.isdisjoint(every)]
        least = min(len(own), len(theirs))
        if len(shared) >= 2 or (shared and len(shared) * 2 >= least):
            found.append(Alike(need, shared[:3]))
    found.sort(key=lambda one: -len(one.because))
    return found[:MOST_SHOWN]


@lru_cache(maxsize=1024)
def _keys_of(words: str) -> dict[str, frozenset[str]]:
    """Each telling word as it was said, with all it is recognised by; a word said twice once."""
    found: dict[str, frozenset[str]] = {}
    seen: set[str] = set()
    for said in _TOKEN.findall(words):
        shown = _ELIDED.sub("", said)
        folded = fold(shown)
        stem = _stem(folded)
        if len(stem) < 3 or stem in seen or folded in COMMON or stem in COMMON:
            continue
        seen.add(stem)
        found[shown] = frozenset({stem, *_sounds(folded, stem), *_things(folded)})
    return found


def _stem(folded: str) -> str:
    """The middle of a word, without what is put before and after it."""
    if not _ARABIC.search(folded):
        bare = _ENDINGS.sub("", folded) if len(folded) > 4 else folded
        return (bare if len(bare) > 2 else folded)[:7]
    for cut in _BEFORE:
        if folded.startswith(cut) and len(folded) - len(cut) >= 3:
            folded = folded[len(cut) :]
            break
    for cut in _AFTER:
        if folded.endswith(cut) and len(folded) - len(cut) >= 3:
            return folded[: -len(cut)]
    return folded


def _sounds(folded: str, stem: str) -> set[str]:
    """How it sounds, so that زربية and zarbia meet; short sounds tell nothing."""
    heard = {sound for word in {folded, stem} for sound in sounds_of(word)}
    return {f"~{sound}" for sound in heard if len(sound) >= 3}


def _things(folded: str) -> set[str]:
    bare = folded.removeprefix("ال")
    return {
        f"={number}"
        for number, words in enumerate(_SAME)
        if any(bare.startswith(word) and (len(word) > 3 or bare == word) for word in words)
    }
