"""WhatsApp: an exported chat or copied messages become messages; one message is one candidate.

Android and iPhone stamp lines differently, and each by the language and hour format of the phone.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from elspace.core.folding import fold, latin_digits
from elspace.needs.words import clean_words
from elspace.people.phones import parse_phone

from .word_lists import words_in

# Marks a phone puts around stamps, names and numbers; they are no part of what was said.
MARKS = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?)"
_CLOCK = r"\d{1,2}(?::|\.|h)\d{2}(?:[:.]\d{2})?(?:\s*(?:[ap]\.?\s?m\.?|ص|م|صباح[اًا]*|مساء[ًا]*))?"
_STAMPS = (
    rf"\[\s*{_DATE}\s*(?:[,،]|à|a|at|في)?\s*{_CLOCK}\s*\]\s*",  # iPhone; copied on Android
    rf"\[\s*{_CLOCK}\s*[,،]\s*{_DATE}\s*\]\s*",  # copied from WhatsApp Web
    rf"{_DATE}\s*(?:[,،]|à|at|في)?\s+{_CLOCK}\s*[-–]\s*",  # Android
)
STAMP = re.compile(rf"^\s*(?:{'|'.join(_STAMPS)})", re.IGNORECASE)
SENDER = re.compile(r"^(?P<sender>[^:\n]{1,60}?)\s*:\s?(?P<text>.*)$", re.DOTALL)
EDITED = re.compile(
    r"\s*<(?:ce message a été modifié|this message was edited|تم تعديل (?:هذه )?الرسالة)>\s*$",
    re.IGNORECASE,
)
MEDIA = re.compile(
    r"^\W*(?:<[^>]*(?:m[ée]dias?|omis|omitted|attached|استبعاد|الوسائط|joint|pi[eè]ce|مرفق)[^>]*>|"
    r"(?:image|photo|vid[ée]o|audio|sticker|autocollant|gif|document|contact|message vocal|"
    r"fiche contact|carte de contact|voice message|video note|contact card|صورة|فيديو|الصوت|صوت|"
    r"ملصق|مستند|الصورة|الملصق|المستند|بطاقة جهة الاتصال)\s*(?:\S+\s)?"
    r"(?:absente?|omise?|omitted|non inclus\w*|غير مدرجة?|محذوفة?|تم حذفه[ا]?|مستبعدة?)|"
    r"تم استبعاد الوسائط|\S.*\.(?:jpe?g|png|webp|opus|mp[34]|m4a|pdf|docx?|xlsx?|vcf|gif|heic)\s*"
    r"\((?:fichier joint|file attached|الملف مرفق|ملف مرفق)\).*|"
    r"(?:localisation|location|position|الموقع)\s*:?\s*https?://\S+|"
    r"(?:null|poll|sondage|استطلاع)\s*:?\s*$)\W*$",
    re.IGNORECASE | re.DOTALL,
)
SYSTEM = re.compile(
    r"chiffr[ée]s de bout en bout|end-to-end encrypted|مشفرة تمام[ًا]+|التشفير التام|"
    r"\ba (?:cr[ée]{2}|ajout[ée]|retir[ée]|supprim[ée]|chang[ée]|modifi[ée]|"
    r"quitt[ée]|rejoint|activ[ée]|épingl[ée])\b|"
    r"\best parti\b|\best (?:maintenant|désormais) (?:un )?admin|"
    r"vous (?:êtes|avez) (?:maintenant|cr[ée]{2}|ajout[ée]|retir[ée]|rejoint|chang[ée])|"
    r"created (?:this )?group|added|\bleft$|removed|"
    r"joined using|changed (?:the|this|their)|security code|code de sécurité|now an admin|"
    r"you're now an admin|أنشأ|أضاف|غادر|انضم|تغي[ّي]?ر|قام بتغيير|قامت بتغيير|تمت إضافة|رمز الأمان|"
    r"appel (?:vocal|vidéo) manqu|missed (?:voice|video) call|مكالمة .*فائتة|pinned a message",
    re.IGNORECASE,
)
DELETED = re.compile(
    r"^\W*(?:ce message a été supprimé|vous avez supprimé ce message|this message was deleted|"
    r"you deleted this message|تم حذف هذه الرسالة|حذفت هذه الرسالة|لقد حذفت هذه الرسالة|"
    r"en attente de ce message.*|waiting for this message.*)\W*$",
    re.IGNORECASE,
)
NOBODY = re.compile(r"^\W*$")


@dataclass(frozen=True)
class Message:
    """One message: the line it begins at, who wrote it, as their own phone named them, what."""

    line: int
    sender: str
    phone: str
    text: str


@dataclass(frozen=True)
class Chat:
    """A chat as it was read; `left` counts what is no message of anybody."""

    messages: list[Message]
    media: int = 0
    system: int = 0


def is_chat(text: str) -> bool:
    """Whether a text is a chat: several of its lines, or its only one, begin with a stamp."""
    lines = [line for line in _lines(text)[:400] if line.strip()]
    stamped = sum(1 for line in lines if STAMP.match(line))
    has_sender = any(SENDER.match(_after_stamp(line)) for line in lines if STAMP.match(line))
    return has_sender and (stamped >= 2 or stamped * 2 >= len(lines))


def read_chat(text: str) -> Chat:
    """The messages of a chat in their order; what spans several lines is one message."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(_lines(text), 1):
        if STAMP.match(line):
            found.append((number, _after_stamp(line)))
        elif found:
            at, before = found[-1]
            found[-1] = (at, f"{before}\n{line}")
        elif line.strip():  # pasted from the middle of a message
            found.append((number, line))
    return _sorted_out(found)


def read_lines(text: str) -> Chat:
    """Pasted words without stamps: a paragraph, or a line where there are none, is a message;
    "Amira: …" at its beginning names the person."""
    lines = _lines(text)
    groups: list[tuple[int, str]] = []
    is_open = False
    in_paragraphs = any(not line.strip() for line in "\n".join(lines).strip().split("\n"))
    for number, line in enumerate(lines, 1):
        if not line.strip():
            is_open = False
        elif is_open and in_paragraphs:
            at, before = groups[-1]
            groups[-1] = (at, f"{before}\n{line}")
        else:
            groups.append((number, line))
            is_open = True
    return _sorted_out(groups)


def _lines(text: str) -> list[str]:
    """Lines with plain digits, spaces and no invisible marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u202f", " ")
    return [MARKS.sub("", line).replace("\u00a0", " ") for line in text.split("\n")]


def _after_stamp(line: str) -> str:
    """What follows the stamp, digits of the words untouched."""
    found = STAMP.match(line)
    return line[found.end() :] if found else line


def _sorted_out(found: list[tuple[int, str]]) -> Chat:
    messages: list[Message] = []
    media = system = 0
    for line, said in found:
        parts = SENDER.match(said.strip())
        if parts is None or _is_no_name(parts["sender"]):
            if parts is None and (SYSTEM.search(said) or NOBODY.match(said)):
                system += 1
            else:
                messages.append(Message(line, "", "", clean_words(said)))
            continue
        sender, text = parts["sender"].strip(), EDITED.sub("", parts["text"]).strip()
        first, _sep, rest = text.partition("\n")
        if MEDIA.match(first) and not rest.strip():
            media += 1
        elif MEDIA.match(first):  # a picture with words under it
            messages.append(_message(line, sender, rest))
        elif DELETED.match(text) or not text or (SYSTEM.search(text[:200]) and _is_short(text)):
            system += 1
        else:
            messages.append(_message(line, sender, text))
    return Chat([one for one in messages if one.text], media, system)


def _is_short(text: str) -> bool:
    """System lines are one line; what people write of adding something may be longer."""
    return "\n" not in text and bool(
        re.search(r"chiffr|encrypted|مشفر|code de sécurité|security code|رمز الأمان|groupe|group\b|"
                  r"المجموعة|manqu|missed|فائتة", text, re.IGNORECASE)
    )  # fmt: skip


def _is_no_name(sender: str) -> bool:
    """A sentence with a colon in it, or an address, is nobody."""
    return len(sender.split()) > 6 or sender.lower().startswith(("http", "https")) or "?" in sender


def _message(line: int, sender: str, text: str) -> Message:
    name = clean_words(sender).lstrip("~ ").strip()
    phone = ""
    if len(re.sub(r"\D", "", latin_digits(name))) >= 8 and not re.search(r"[^\W\d_]{2}", name):
        try:
            phone = parse_phone(name)
        except ValidationError:
            phone = ""
    return Message(line, "" if phone else name, phone, clean_words(text))


def is_small_talk(text: str) -> bool:
    """Words that answer somebody and say no need: "ok merci", a greeting, a sign."""
    words = fold(text).split()
    return not words or (len(words) <= 4 and all(word in _SMALL for word in words))


_SMALL = words_in(
    """
    ok oki okay d'accord daccord d accord merci bonjour bonsoir salut slm salam aslema ahla
    bravo oui non yes no thanks thank you hello hi super parfait bien reçu noté à demain tous
    toutes tout le monde beaucoup barcha 3ayshek aychek yaichek inchallah نعم لا شكرا مرحبا
    السلام عليكم صباح الخير مساء النور أهلا حاضر تمام باهي عسلامة يعيشك جزيلا انشالله very much
    see et you ya le la
    """
)
