"""Why this session: who asked for it, why this person and this hour."""

from dataclasses import dataclass

from elspace.agenda.models import Invitation
from elspace.needs.enums import Level
from elspace.people.models import Person
from elspace.support.models import Session

from .dates import PeopleDiary
from .experts import HoursLeft, all_hours_left, availabilities
from .terms import slots_touching, term_slots


@dataclass(frozen=True)
class Asked:
    """Who asked for a session, with one consequence."""

    level: Level
    seats: tuple[Invitation, ...]


@dataclass(frozen=True)
class Why:
    """Facts behind a session. `half_day`: "yes", "maybe", or "" when the expert never offered that
    hour; `left`: what the expert still gives this term; `cannot`: its people who cannot come."""

    asked: tuple[Asked, ...]
    along: tuple[Invitation, ...]  # who comes along without a need
    cannot: tuple[Invitation, ...]
    half_day: str
    unspoken: tuple[Person, ...]  # whose spoken languages nobody noted: what they read stands in
    left: HoursLeft | None

    @property
    def people(self) -> int:
        return sum(len(one.seats) for one in self.asked)

    @property
    def can(self) -> int:
        return self.people + len(self.along) - len(self.cannot)


def asked_by_level(session: Session) -> list[Asked]:
    """Who asked for a session, what stops a project first; without a query on a read session."""
    found: dict[Level, list[Invitation]] = {level: [] for level in sorted(Level, reverse=True)}
    for seat in session.occasion.invitations.all():
        if seat.need is not None and not seat.is_dropped:
            found[Level(seat.need.level)].append(seat)
    return [Asked(level, tuple(seats)) for level, seats in found.items() if seats]


def why_of(session: Session) -> Why:
    """Why a session stands on the programme; a constant number of queries."""
    seats = [seat for seat in session.occasion.invitations.all() if not seat.is_dropped]
    diary = PeopleDiary([seat.person for seat in seats], session.term, but=session)
    start, end = session.occasion.start_at, session.occasion.end_at
    return Why(
        asked=tuple(asked_by_level(session)),
        along=tuple(seat for seat in seats if seat.need is None),
        cannot=tuple(seat for seat in seats if not diary.can_come(seat.person, start, end)),
        half_day=_half_day(session),
        unspoken=tuple(
            Person.objects.filter(pk__in=[seat.person_id for seat in seats], speaks=None)
        ),
        left=all_hours_left([session.expert], session.term)[session.expert.pk]
        if session.expert
        else None,
    )


def _half_day(session: Session) -> str:
    if session.expert is None:
        return ""
    occasion = session.occasion
    touched = slots_touching(term_slots(session.term), occasion.start_at, occasion.end_at)
    numbers = {slot.slot for slot in touched}
    free = availabilities([session.expert], session.term)[session.expert.pk]
    if numbers & free.certain:
        return "yes"
    return "maybe" if numbers & free.maybe else ""
