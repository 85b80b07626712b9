"""The hub's own lists as people write them: names in three languages, codes, everyday words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override

from elspace.core.folding import fold
from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.enums import Level
from elspace.outbox.enums import Channel

CODES = [code for code, _name in settings.LANGUAGES]
_SPOKEN = {
    "aeb": "tounsi tunisien tunisian dialecte dialectal derja darija arabe-tunisien tn "
    "تونسي الدارجة دارجة",
    "ar": "arabe arabic العربية عربية عربي الفصحى",
    "fr": "français french الفرنسية فرنسية",
    "en": "anglais english الإنجليزية انجليزية انقليزية",
    "sign": "signes lsf langue-des-signes sign-language الإشارة لغة-الإشارة",
}
# Everyday words for the disciplines every hub begins with.
_DISCIPLINES = {
    "finance": "finance finances trésorerie comptabilité accounting المالية مالية محاسبة",
    "selling": "vente ventes vendre marketing commercial sales selling البيع بيع المبيعات تسويق",
    "software": "logiciel logiciels informatique software it برمجيات الإعلامية",
    "design-thinking": "design design-thinking التفكير-التصميمي",
}
_LEVELS = {
    3: "3 bloquant bloquante bloque blocking urgent s'arrête stops يتوقف معطل",
    2: "2 important importante lentement slowly مهم ببطء",
    1: "1 utile useful plus un-plus a-plus bonus مفيد إضافة",
}
_CHANNELS = {
    "whatsapp": "whatsapp wa واتساب",
    "sms": "sms texto text message رسالة إرسالية",
    "call": "appel téléphone tél phone call مكالمة الهاتف هاتف",
    "mail": "mail email e-mail courriel البريد الإلكتروني-البريد بريد البريد-الإلكتروني",
    "paper": "papier paper ورق",
}
_YES = "oui yes نعم 1 x vrai true o y"
_NO = "non no لا 0 faux false n"
# Parts of a cell that holds several; "/" and "et" too, but no space: names hold some.
PARTS = re.compile(r"[;,،؛/|+\n]|\s(?:et|and|&)\s|\sو(?=\S)")


@dataclass(frozen=True)
class Words:
    """What may stand in a column: folded word → code; and the names to offer."""

    codes: dict[str, Any]
    offered: str

    def find(self, text: str) -> Any:
        """The code of a word; None when unknown."""
        return self.codes.get(fold(text))


@dataclass(frozen=True)
class Lexicon:
    """The words of every column with a list, read once a file."""

    disciplines: Words
    formats: Words
    spoken: Words
    reads: Words
    channels: Words
    levels: Words
    yes_no: Words


def load_lexicon() -> Lexicon:
    """Read the hub's lists (three queries) and word the choices in three languages."""
    spoken = _rows(SpokenLanguage.objects.all(), _SPOKEN)
    formats = _rows(Format.objects.all())
    for language in SpokenLanguage.objects.all():
        spoken.codes.setdefault(fold(language.own_name), language.code)
        spoken.codes.setdefault(fold(language.short), language.code)
    return Lexicon(
        disciplines=_rows(Discipline.objects.filter(is_active=True), _DISCIPLINES),
        formats=Words(_choices(FormatCode, {}).codes | formats.codes, formats.offered),
        spoken=spoken,
        reads=Words(
            {word: code for word, code in spoken.codes.items() if code in CODES},
            "Français, العربية, English",
        ),
        channels=_choices(Channel, _CHANNELS),
        levels=_choices(Level, _LEVELS),
        yes_no=Words(
            {fold(word): True for word in _YES.split()}
            | {fold(word): False for word in _NO.split()},
            "oui, non, نعم, لا, yes, no",
        ),
    )


def _rows(rows: Iterable[Any], more: dict[Any, str] | None = None) -> Words:
    rows = list(rows)
    codes: dict[str, Any] = {}
    for row in rows:
        names = [row.code, row.name_fr, row.name_ar, row.name_en]
        codes |= {fold(name): row.code for name in names if fold(name)}
    for row in rows:  # the hub's own names win over everyday words
        for word in _listed(more, row.code):
            codes.setdefault(fold(word), row.code)
    return Words(codes, _offer(row.name for row in rows))


def _choices(choices: Any, more: dict[Any, str]) -> Words:
    codes: dict[str, Any] = {}
    for choice in choices:
        codes |= {fold(word): choice.value for word in _listed(more, choice.value)}
        for language in CODES:
            with override(language):
                codes[fold(str(choice.label))] = choice.value
    return Words(codes, _offer(str(choice.label) for choice in choices))


def _offer(names: Iterable[str]) -> str:
    return ("، " if get_language() == "ar" else ", ").join(names)


def _listed(more: dict[Any, str] | None, code: Any) -> list[str]:
    """A list of words; a dash stands for a space inside one."""
    return [word.replace("-", " ") for word in (more or {}).get(code, "").split()]


def parts_of(text: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in PARTS.split(text) if part.strip()]
