"""The programme of a term as a workbook: what the board shows, a session a row."""

import io
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from elspace.support.enums import SessionState
from elspace.support.models import Session, Term
from elspace.support.queries.programme import ON_THE_BOARD
from elspace.support.queries.sessions import sessions_visible_to, sessions_with_people
from elspace.support.queries.terms import week_of_term

from .cells import guarded
from .template_files import File

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (8, 14, 12, 8, 8, 34, 20, 26, 18, 14, 14, 40)


def make_programme(term: Term, user: Any) -> File:
    """The sessions of the board in their order. A confidential one is an appointment and no more
    for whoever may not read it; the people of the others are named as their pages name them."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Programme")[:31]
    sheet.sheet_view.rightToLeft = get_language() == "ar"
    sheet.append(
        [
            _("Week"), _("Day"), _("Date"), _("From"), _("Until"), _("Session"), _("Format"),
            _("Expert"), _("Room"), _("Language"), _("State"), _("People"),
        ]
    )  # fmt: skip
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
    readable = set(sessions_visible_to(user).filter(term=term).values_list("pk", flat=True))
    sessions = sessions_with_people().filter(term=term, state__in=ON_THE_BOARD)
    for session in sessions.order_by("occasion__start_at", "pk"):
        row = _row(term, session, is_readable=session.pk in readable)
        sheet.append([guarded(text) if isinstance(text, str) else text for text in row])
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows(min_row=2):
        cells[-1].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return File(f"{_('programme')}-{term.starts_on:%Y-%m-%d}.xlsx", out.getvalue(), CONTENT_TYPE)


def _row(term: Term, session: Session, *, is_readable: bool) -> list[Any]:
    start = timezone.localtime(session.occasion.start_at)
    end = timezone.localtime(session.occasion.end_at)
    is_open = is_readable and not session.is_confidential
    seats = [seat for seat in session.occasion.invitations.all() if not seat.is_dropped]
    return [
        week_of_term(term, start.date()),
        date_format(start, "l"),
        start.date(),
        f"{start:%H:%M}",
        f"{end:%H:%M}",
        session.name,
        session.format.name if is_open else "",
        session.expert.person.name if session.expert and is_open else "",
        session.room.name if session.room else "",
        session.language.name,
        str(SessionState(session.state).label),
        ", ".join(seat.person.name for seat in seats) if is_open else "",
    ]
