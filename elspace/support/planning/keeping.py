"""Sessions that keep their place: sent as they stand, or as absence where they fit no slot."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from elspace.agenda.models import Invitation
from elspace.hub.enums import FormatCode
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.support.enums import SessionState
from elspace.support.models import Session, Term
from elspace.support.queries.gone import STAYS
from elspace.support.queries.terms import SlotTime, slots_touching

# Not a piece of equipment of the hub's list: a room where nobody sees or hears. A confidential
# need is met in a format of its own that asks for it, so that no other room can be chosen.
CONFIDENTIAL = "confidential"
CONFIDENTIAL_FORMAT = "individual-confidential"
# Planned by the machine: those an expert teaches. Between residents is made by hand.
PLANNED_FORMATS = frozenset(FormatCode.values) - {FormatCode.PEER_GROUP}


def kept_sessions(term: Term, *, everything: bool = False) -> list[Session]:
    """Sessions that keep their place: asked, confirmed, announced, or placed by hand; with
    `everything` also those of the last proposal. One whose expert said no keeps nothing."""
    kept = STAYS
    if everything:
        kept |= Q(state=SessionState.PROPOSED, cannot_at=None)
    rows = (
        Session.objects.filter(kept, term=term)
        .select_related("occasion", "format", "language", "discipline", "room", "expert__person")
        .prefetch_related("occasion__invitations__need")
        .order_by("occasion__start_at", "pk")
    )
    # A booked room first: two that clash cannot both be locked.
    return sorted(rows, key=lambda row: row.state == SessionState.PROPOSED)


def refused_sessions(term: Term) -> list[Session]:
    """Proposed dates an expert said no to: nobody is kept by them, but that hour is not asked of
    the expert again."""
    return list(
        Session.objects.filter(
            term=term, state=SessionState.PROPOSED, cannot_at__isnull=False
        ).select_related("occasion")
    )


@dataclass
class Kept:
    """What kept sessions take from the planner's freedom.

    `blocked_*`: slots by row number, for sessions the planner's grid cannot hold. `given`: locked
    sessions of an expert that her hours left already count. `extra`: by expert and week, sessions
    that count for her week and are not locked.
    """

    locked: list[dict[str, Any]] = field(default_factory=list)
    needs: dict[int, Need] = field(default_factory=dict)  # of locked sessions
    seated: list[Need] = field(default_factory=list)  # of the others
    blocked_rooms: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    blocked_experts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    blocked_people: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    given: Counter[int] = field(default_factory=Counter)
    locked_in_week: Counter[tuple[int, int]] = field(default_factory=Counter)  # holding ones
    extra: Counter[tuple[int, int]] = field(default_factory=Counter)
    _taken: set[tuple[str, int, int]] = field(default_factory=set)  # what, number, slot

    def place_of(self, expert: str, slot: int) -> bool:
        """Whether the expert stands in that slot by a locked session."""
        return ("expert", int(expert[1:]), slot) in self._taken


def keep(
    sessions: Iterable[Session],
    slots: Mapping[int, SlotTime],
    term: Term,
    *,
    experts: Collection[int],
    rooms: Collection[int],
) -> Kept:
    """Sort kept sessions into locked ones and absence.

    Locked: on the grid, with an expert and a room in use and needs of its discipline, and clashing
    with none before it (two sessions placed by hand may). The rest is taken out of everybody's
    time.
    """
    kept = Kept()
    by_time = {(slot.start_at, slot.end_at): slot.slot for slot in slots.values()}
    for session in sessions:
        seats = [s for s in session.occasion.invitations.all() if not s.is_dropped]
        needs = [s.need for s in seats if s.need is not None and _is_waiting(s.need)]
        slot = by_time.get((session.occasion.start_at, session.occasion.end_at))
        week = (timezone.localdate(session.occasion.start_at) - term.starts_on).days // 7
        known = session.expert_id in experts and session.room_id in rooms
        fits = known and _fits(session, needs)
        if slot is not None and fits and _is_free(kept, session, needs, slot):
            _lock(kept, session, needs, slot, week)
        else:
            touched = {one.slot for one in _touched(session, slots)}
            _block(kept, session, seats, touched)
            kept.seated += needs
            if session.expert_id and not session.is_holding:
                kept.extra[session.expert_id, week] += 1
        for seat in seats:
            if seat.need is None and slot is not None:  # who comes along has no need to lock
                kept.blocked_people[seat.person_id].add(slot)
    return kept


def block_refused(kept: Kept, sessions: Iterable[Session], slots: Mapping[int, SlotTime]) -> None:
    """An hour an expert said no to is not asked of the same expert again."""
    for session in sessions:
        if session.expert_id:
            touched = {one.slot for one in _touched(session, slots)}
            kept.blocked_experts[session.expert_id] |= touched


def _is_waiting(need: Need) -> bool:
    waiting = (State.STATED, State.CONFIRMED, State.PLANNED)
    return need.state in waiting and need.discipline_id is not None


def _fits(session: Session, needs: list[Need]) -> bool:
    if session.room is None or session.format.code not in PLANNED_FORMATS:
        return False
    most = 1 if session.is_confidential else session.format.max_people
    return 0 < len(needs) <= min(most, session.room.capacity) and all(
        need.discipline_id == session.discipline_id for need in needs
    )


def _places(session: Session, needs: list[Need], slot: int) -> set[tuple[str, int, int]]:
    return {
        ("expert", session.expert_id or 0, slot),
        ("room", session.room_id or 0, slot),
        *(("person", need.person_id, slot) for need in needs),
    }


def _is_free(kept: Kept, session: Session, needs: list[Need], slot: int) -> bool:
    twice = any(need.pk in kept.needs for need in needs)
    return not twice and not kept._taken & _places(session, needs, slot)


def _lock(kept: Kept, session: Session, needs: list[Need], slot: int, week: int) -> None:
    kept._taken |= _places(session, needs, slot)
    kept.needs |= {need.pk: need for need in needs}
    kept.given[session.expert_id or 0] += session.is_holding
    kept.locked_in_week[session.expert_id or 0, week] += session.is_holding
    kept.locked.append(
        {
            "id": f"s{session.pk}",
            "discipline": f"d{session.discipline_id}",
            "format": CONFIDENTIAL_FORMAT if session.is_confidential else session.format.code,
            "expert": f"e{session.expert_id}",
            "room": f"r{session.room_id}",
            "slot": slot,
            "language": session.language.code,
            "attendees": [f"n{need.pk}" for need in needs],
        }
    )


def _block(kept: Kept, session: Session, seats: list[Invitation], touched: set[int]) -> None:
    if session.room_id:
        kept.blocked_rooms[session.room_id] |= touched
    if session.expert_id:
        kept.blocked_experts[session.expert_id] |= touched
    for seat in seats:
        kept.blocked_people[seat.person_id] |= touched


def _touched(session: Session, slots: Mapping[int, SlotTime]) -> list[SlotTime]:
    occasion = session.occasion
    return slots_touching(slots.values(), occasion.start_at, occasion.end_at)
