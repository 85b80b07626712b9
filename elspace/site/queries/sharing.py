"""What may be shared of a week, a session or a term: announced sessions and public dates.

No resident's name, no need, nothing confidential, nobody's one-to-one: what leaves here is for
everybody, and cannot be called back.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.agenda.enums import Audience, OccasionKind, OccasionState
from elspace.agenda.models import Occasion
from elspace.agenda.naming import names_of
from elspace.core.moments import local, monday
from elspace.core.templatetags.elspace import format_day
from elspace.hub.enums import FormatCode
from elspace.hub.parts import uses
from elspace.people.enums import Role
from elspace.support.enums import SessionState
from elspace.support.models import Session, Term

ON_A_PICTURE = 7


@dataclass(frozen=True)
class Line:
    """One date on a sheet, in the language of the page."""

    start_at: datetime
    what: str
    room: str = ""
    with_whom: str = ""
    language: str = ""


@dataclass(frozen=True)
class Sheet:
    """What is shared: a title, its dates, and which version of when it is."""

    title: str
    under: str
    lines: list[Line]
    version: int
    changed_at: datetime

    @property
    def pictures(self) -> list[list[Line]]:
        """Its dates, as many as fit on a picture at a time."""
        return [
            self.lines[start : start + ON_A_PICTURE]
            for start in range(0, max(1, len(self.lines)), ON_A_PICTURE)
        ]


def sheet_of_week(day: date) -> Sheet:
    """The week that holds `day`, Monday to Sunday."""
    first = monday(day)
    last = first + timedelta(days=6)
    sessions = _shareable().filter(
        occasion__start_at__gte=local(first, time()),
        occasion__start_at__lt=local(last + timedelta(days=1), time()),
    )
    under = _("from %(first)s to %(last)s") % {
        "first": format_day(first, "date"),
        "last": format_day(last - timedelta(days=1), "full"),
    }
    title = _("This week") if uses("programme") else _("The dates of the week")
    return _sheet(title, under, sessions, _public_dates(first, last))


def sheet_of_session(key: uuid.UUID) -> Sheet | None:
    """One announced session."""
    sessions = list(_shareable().filter(key=key))
    if not sessions:
        return None
    session = sessions[0]
    sheet = _sheet(session.name, format_day(session.occasion.start_at, "year"), sessions)
    line = replace(sheet.lines[0], what=session.format.name)  # its name is the title
    return replace(sheet, lines=[line])


def sheet_of_term(term: Term, *, since: date) -> Sheet:
    """What is announced of a term from a day on."""
    first = max(since, term.starts_on)
    sessions = _shareable().filter(term=term, occasion__start_at__gte=local(first, time()))
    under = _("until %(last)s") % {"last": format_day(term.ends_on, "full")}
    return _sheet(_("The term's programme"), under, sessions, _public_dates(first, term.ends_on))


def _shareable() -> QuerySet[Session]:
    return (
        (Session.objects if uses("programme") else Session.objects.none())
        .filter(
            state=SessionState.ANNOUNCED,
            occasion__state=OccasionState.ANNOUNCED,
            is_confidential=False,
        )
        .exclude(format__code=FormatCode.INDIVIDUAL)
        .select_related(
            "occasion__booking__space",
            "discipline",
            "expert__person",
            "format",
            "language",
            "room",
        )
        .prefetch_related("expert__person__grants")
        .order_by("occasion__start_at", "pk")
    )


def _public_dates(first: date, last: date) -> list[Occasion]:
    return list(
        Occasion.objects.filter(
            ~Q(kind=OccasionKind.SESSION),
            audience=Audience.PUBLIC,
            state=OccasionState.ANNOUNCED,
            start_at__gte=local(first, time()),
            start_at__lt=local(last + timedelta(days=1), time()),
        ).select_related("booking__space")
    )


def _sheet(
    title: str, under: str, sessions: Iterable[Session], dates: Iterable[Occasion] = ()
) -> Sheet:
    sessions, dates = list(sessions), list(dates)
    names = names_of(dates)
    lines = [_line_of(session) for session in sessions]
    lines += [
        Line(date.start_at, names[date.pk].title, room=_room(date), language="") for date in dates
    ]
    changes = {s.announced_at or s.occasion.changed_at for s in sessions}
    changes |= {one.changed_at for one in (*[s.occasion for s in sessions], *dates)}
    minutes = {change.replace(second=0, microsecond=0) for change in changes}
    return Sheet(
        title,
        under,
        sorted(lines, key=lambda line: line.start_at),
        version=max(1, len(minutes)),
        changed_at=max(changes, default=timezone.now()),
    )


def _line_of(session: Session) -> Line:
    expert = session.expert.person if session.expert else None
    # An expert who is also a resident is named nowhere outside.
    named = expert is not None and Role.RESIDENT not in expert.roles and not expert.is_alias
    return Line(
        session.occasion.start_at,
        session.name,
        room=_room(session.occasion) or (session.room.name if session.room else ""),
        with_whom=expert.name if expert is not None and named else "",
        language=session.language.name,
    )


def _room(occasion: Occasion) -> str:
    return occasion.booking.space.name if occasion.booking else ""
