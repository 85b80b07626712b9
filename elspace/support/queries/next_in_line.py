"""Who may take a freed seat, for many sessions at once: as `waiting_for_seat`, without its query a
session."""

from collections import defaultdict
from collections.abc import Iterable

from elspace.hub.enums import FormatCode
from elspace.needs.enums import State as NeedState
from elspace.needs.models import Need
from elspace.people.queries import languages_of
from elspace.support.models import Session

from .sessions import REFUSALS, needs_with_a_date


def next_in_line(sessions: Iterable[Session]) -> dict[int, Need]:
    """By session's number, the first who may take a free seat in it (four queries at most)."""
    sessions = list(sessions)
    if not sessions:
        return {}
    waiting: dict[int, list[Need]] = defaultdict(list)
    for need in (
        Need.objects.filter(
            state=NeedState.CONFIRMED,
            discipline__in={session.discipline_id for session in sessions},
            person__is_active=True,
        )
        .exclude(pk__in=needs_with_a_date().values("pk"))
        .select_related("person")
        .prefetch_related("formats", "speaks", "person__speaks")
        .order_by("-level", "-is_first", "stated_at", "pk")
    ):
        waiting[need.discipline_id or 0].append(need)
    found = {}
    for session in sessions:
        first = next((n for n in waiting[session.discipline_id] if _fits(n, session)), None)
        if first is not None:
            found[session.pk] = first
    return found


def _fits(need: Need, session: Session) -> bool:
    if need.is_confidential != session.is_confidential:
        return False
    formats = {one.pk for one in need.formats.all()}
    # None chosen is all of them, but a talk is offered only to who asked for talks.
    takes = session.format_id in formats or (
        not formats and session.format.code != FormatCode.LECTURE
    )
    wanted = {one.pk for one in need.speaks.all()}
    speaks = session.language.code in languages_of(need.person)
    seats = session.occasion.invitations.all()
    is_out = any(
        seat.person_id == need.person_id and (not seat.is_dropped or seat.reply in REFUSALS)
        for seat in seats
    )
    return takes and speaks and (not wanted or session.language_id in wanted) and not is_out
