"""Wording a sheet as a text to paste, in one language and never too long for a status."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_day, format_hour

from .queries.sharing import Line, Sheet

LONGEST = 900  # characters: what a WhatsApp status or a text post still shows


def text_of(sheet: Sheet, *, hub: str, address: str) -> str:
    """The sheet as a text; names of experts, then rooms are left out before any date is."""
    head = f"{hub} · {sheet.title}, {sheet.under}"
    if not sheet.lines:
        return "\n\n".join([head, _("Nothing is announced yet."), _foot(sheet, address)])
    for with_whom, room in ((True, True), (False, True), (False, False)):
        lines = [_line(line, with_whom=with_whom, room=room) for line in sheet.lines]
        text = _joined(head, lines, sheet, address)
        if len(text) <= LONGEST:
            return text
    for kept in range(len(lines) - 1, 0, -1):
        left = len(lines) - kept
        more = ngettext("and %(count)s other date", "and %(count)s other dates", left)
        text = _joined(head, [*lines[:kept], more % {"count": left}], sheet, address)
        if len(text) <= LONGEST:
            return text
    return text[:LONGEST]


def _joined(head: str, lines: list[str], sheet: Sheet, address: str) -> str:
    return "\n\n".join([head, "\n".join(lines), _foot(sheet, address)])


def _foot(sheet: Sheet, address: str) -> str:
    version = _("Version %(number)s, %(day)s") % {
        "number": sheet.version,
        "day": format_day(sheet.changed_at, "date"),
    }
    return f"{version}\n{address}"


def _line(line: Line, *, with_whom: bool, room: bool) -> str:
    parts = [f"{format_day(line.start_at, 'long')} {format_hour(line.start_at)}", _kept(line.what)]
    if room and line.room:
        parts.append(_kept(line.room))
    if with_whom and line.with_whom:
        parts.append(_("with %(whom)s") % {"whom": _kept(line.with_whom)})
    if line.language:
        parts.append(line.language)
    return "• " + " · ".join(parts)


def _kept(words: str) -> str:
    """A name kept apart from the direction of an Arabic line (first-strong isolate)."""
    return f"\u2068{words}\u2069" if get_language() == "ar" else words
