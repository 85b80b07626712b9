"""Re-planning: the board as the plan to begin with, and what of the new one is already there."""

from collections.abc import Iterable
from typing import Any

from elspace.hosting.models import Room
from elspace.hub.queries import Calendar
from elspace.support.enums import Preset, SessionState
from elspace.support.models import Session, Term
from elspace.support.queries.experts import active_experts
from elspace.support.queries.terms import term_slots

from .brief import Brief
from .building import build_problem
from .keeping import keep, kept_sessions
from .reading import Placed
from .rooms import Beside, fitting_rooms


def seats_standing(term: Term, calendar: Calendar) -> int:
    """How many seats planning again would begin with."""
    kept = keep(
        kept_sessions(term, everything=True),
        {slot.slot: slot for slot in term_slots(term, calendar)},
        term,
        experts=set(active_experts().values_list("pk", flat=True)),
        rooms=set(Room.objects.filter(is_active=True).values_list("pk", flat=True)),
    )
    return seats_in(kept.locked)


def seats_in(sessions: Iterable[dict[str, Any]]) -> int:
    """How many seats the planner's sessions have given."""
    return sum(len(one["attendees"]) for one in sessions)


def board_before(term: Term, preset: Preset) -> dict[str, Any]:
    """The board as a solution that the planner changes as little as possible."""
    board = build_problem(term=term, preset=preset, everything=True)
    return {"sessions": board.problem["locked"]}


def with_rooms_for_moved(
    problem: dict[str, Any],
    solution: dict[str, Any],
    previous: dict[str, Any],
    beside: Beside,
) -> dict[str, Any]:
    """The same plan with a fitting room for each session that is new or has moved; those that stay
    keep theirs."""
    before = [_places(one) for one in previous["sessions"]]
    own = {one["id"] for one in problem["locked"]}
    staying = [one for one in solution["sessions"] if one["id"] in own or _places(one) in before]
    rooms = fitting_rooms({**problem, "locked": staying}, solution["sessions"], beside)
    sessions = [{**one, "room": rooms.get(one["id"], one["room"])} for one in solution["sessions"]]
    return {**solution, "sessions": sessions}


def _places(one: dict[str, Any]) -> dict[str, Any]:
    """A session less its name and who comes."""
    return {key: one[key] for key in one if key not in ("id", "attendees")}


def unmoved(term: Term, placed: list[Placed], brief: Brief) -> dict[int, Placed]:
    """By session of the board that is only proposed, what the plan says of it: the very same."""
    new = {_sign_of_placed(one, brief): one for one in placed}
    rows = [
        session
        for session in kept_sessions(term, everything=True)
        if session.state == SessionState.PROPOSED and not session.is_by_hand
    ]
    signs = {row.pk: _sign_of_row(row) for row in rows}
    return {number: new[sign] for number, sign in signs.items() if sign in new}


def _sign_of_placed(one: Placed, brief: Brief) -> tuple[Any, ...]:
    slot = brief.slots[one.slot]
    row = (one.discipline, one.format, one.expert, one.room, one.language)
    return (*(part.pk for part in row), slot.start_at, slot.end_at, frozenset(one.needs))


def _sign_of_row(row: Session) -> tuple[Any, ...]:
    seats = [seat for seat in row.occasion.invitations.all() if not seat.is_dropped]
    needs = frozenset(seat.need_id for seat in seats)
    parts = (row.discipline_id, row.format_id, row.expert_id, row.room_id, row.language_id)
    return (*parts, row.occasion.start_at, row.occasion.end_at, needs)
