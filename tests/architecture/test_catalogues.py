"""Every string of code and templates has its French and Arabic, whole and with the same blanks."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ("elspace", "config")
LANGUAGES = {"fr": 2, "ar": 6}  # plural forms
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd%]|(?<!\{)\{\w*\}(?!\})")
Message = tuple[str | None, str, str]  # context, msgid, msgid_plural


def strings_of(text: str) -> Iterator[Message]:
    """The translatable strings of Python source."""
    source = BytesIO(text.encode())
    found = extract("python", source, KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield context, singular, plural or ""


def as_python(template: str) -> str:
    """A template as `makemessages` reads it, each line begun at the margin for Python's tokens."""
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def used_strings() -> dict[Message, str]:
    """Every string of the project and the file it stands in."""
    used: dict[Message, str] = {}
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py":
                text = path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                text = as_python(path.read_text(encoding="utf-8"))
            else:
                continue
            for message in strings_of(text):
                used.setdefault(message, str(path.relative_to(ROOT)))
    return used


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def translations(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def wrong_blanks(entry: polib.POEntry) -> bool:
    """Whether a translation has other blanks than its message; forms for none, one and two (and
    French's first) may leave out the number."""
    wanted = set(BLANK.findall(entry.msgid)) | set(BLANK.findall(entry.msgid_plural))
    texts = translations(entry)
    small = {0} if len(texts) == 2 else {0, 1, 2}
    for form, text in enumerate(texts):
        missing = wanted - set(BLANK.findall(text))
        excess = set(BLANK.findall(text)) - wanted
        forgiven = 1 if len(texts) > 1 and form in small else 0
        if excess or len(missing) > forgiven:
            return True
    return False


def test_extraction_finds_strings_of_code_and_templates() -> None:
    found = list(
        strings_of(
            as_python(
                '  <p class="a">{% trans "One" %} {{ x|f:_("Two") }}</p>\n'
                "   {% blocktrans trimmed count n=n %}\n {{ n }} day\n"
                "{% plural %}\n {{ n }} days\n {% endblocktrans %}\n"
                '{% trans "yes" context "half-day" as y %}'
            )
        )
    )
    assert found == [
        (None, "One", ""),
        (None, "Two", ""),
        (None, "%(n)s day", "%(n)s days"),
        ("half-day", "yes", ""),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_every_string(language: str) -> None:
    known = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(language)}
    # gettext looks a string up by context and first form alone.
    firsts = {(context, first) for context, first, _plural in known}
    missing = [
        f"{where}: {message[1]!r}"
        for message, where in used_strings().items()
        if (message not in known if message[2] else message[:2] not in firsts)
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_whole(language: str) -> None:
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert [entry.msgid for entry in entries if "fuzzy" in entry.flags] == []
    assert [entry.msgid for entry in entries if not all(translations(entry))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_fills_every_plural_form(language: str) -> None:
    forms = LANGUAGES[language]
    found = catalogue(language)
    assert found.metadata["Plural-Forms"].startswith(f"nplurals={forms};")
    plural = [entry for entry in found if entry.msgid_plural]
    assert [entry.msgid for entry in plural if len(entry.msgstr_plural) != forms] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_keeps_the_blanks_of_its_messages(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if wrong_blanks(entry)] == []
