"""Wording for one recipient: their language, their direction, codes kept left to right."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

from django.utils import translation
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

RIGHT_TO_LEFT = {"ar"}
LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"
# Phones and codes in groups, which a right-to-left line would put in the wrong order. A lone number
# or hour stays as it is.
_CODE = re.compile(
    r"\+\d[\d\u00a0 ]*\d|\b\d{2}(?:[\u00a0 ]\d{3}){2}\b|\b[A-Z0-9]+(?:[-/][A-Z0-9]+)+\b"
)
_ADDRESS = re.compile(r"https?://[^\s<>\u2066-\u2069]*[^\s<>\u2066-\u2069.,;:!?)»،]")


def written_for(person: Any) -> AbstractContextManager[None]:
    """Everything rendered inside is in the language this person reads."""
    return translation.override(person.language)


def direction(language: str) -> str:
    """rtl or ltr."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def isolate_codes(text: str, language: str) -> str:
    """Plain text whose phones and codes keep their order in a right-to-left line. Web addresses
    stay bare: an invisible sign glued to one would break it."""
    if direction(language) == "ltr" or LEFT_TO_RIGHT_ISOLATE in text:
        return text
    parts = re.split(f"({_ADDRESS.pattern})", text)
    for index in range(0, len(parts), 2):
        parts[index] = _CODE.sub(
            lambda found: f"{LEFT_TO_RIGHT_ISOLATE}{found[0]}{POP_ISOLATE}", parts[index]
        )
    return "".join(parts)


def gathered(bodies: Iterable[str]) -> list[str]:
    """Several messages that leave as one: who has been greeted once is not greeted again."""
    found: list[str] = []
    greeting = ""
    for body in bodies:
        first, _end, rest = body.strip().partition("\n")
        if found and first == greeting and rest.strip():
            found.append(rest.strip())
        else:
            found.append(body.strip())
        greeting = greeting or first
    return found


def first_address(text: str) -> str:
    """The first web address in a text; "" without one."""
    found = _ADDRESS.search(text)
    return found[0] if found else ""


def as_html(text: str) -> SafeString:
    """Paragraphs of a plain text, with links and with codes inside `<bdi dir="ltr">`."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text.strip()) if part]
    return format_html_join("\n", "<p>{}</p>", ((_lines(part),) for part in paragraphs))


def _lines(paragraph: str) -> SafeString:
    return mark_safe("<br>".join(_line(line) for line in paragraph.splitlines()))  # noqa: S308


def _line(line: str) -> str:
    line = line.replace(LEFT_TO_RIGHT_ISOLATE, "").replace(POP_ISOLATE, "")
    parts = re.split(f"({_ADDRESS.pattern})", line)
    return "".join(_pieces(parts))


def _pieces(parts: list[str]) -> Iterable[str]:
    for index, part in enumerate(parts):
        if index % 2:
            yield format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', part, part)
        else:
            last = 0
            for found in _CODE.finditer(part):
                yield escape(part[last : found.start()])
                yield format_html('<bdi dir="ltr">{}</bdi>', found[0])
                last = found.end()
            yield escape(part[last:])
