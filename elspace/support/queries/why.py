"""Why this session, and why not at another hour: facts, said in people."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from elspace.hosting.queries import Diary
from elspace.hub.queries import Calendar
from elspace.needs.enums import Level
from elspace.people.models import Person
from elspace.support.models import Session

from .dates import PeopleDiary
from .experts import availabilities
from .sessions import people_of
from .terms import slots_touching, term_slots


@dataclass
class Why:
    """Who asked for it, by consequence: numbers of people."""

    blocking: int = 0
    important: int = 0
    useful: int = 0


@dataclass
class WhyNot:
    """What another hour would break; `reasons` empty: it is possible. `room`: the one it takes."""

    start_at: datetime
    end_at: datetime
    slot: int
    reasons: list[str] = field(default_factory=list)
    cannot: list[Person] = field(default_factory=list)
    room_id: int | None = None

    @property
    def is_possible(self) -> bool:
        return not self.reasons


def why_of(session: Session) -> Why:
    """How many people asked, by consequence."""
    counts = Counter(
        seat.need.level for seat in session.occasion.invitations.all() if seat.need is not None
    )
    return Why(counts[Level.BLOCKING], counts[Level.IMPORTANT], counts[Level.USEFUL])


def why_not(session: Session, slot: int) -> WhyNot | None:
    """What would break if this session were held in another slot; None: no such slot."""
    calendar = Calendar.load()
    time = next((one for one in term_slots(session.term, calendar) if one.slot == slot), None)
    if time is None:
        return None
    found = WhyNot(time.start_at, time.end_at, slot)
    people = list(people_of(session))
    everybody = [*people, *([session.expert.person] if session.expert else [])]
    diary = PeopleDiary(everybody, session.term, but=session)
    if session.expert is not None:
        free = availabilities([session.expert], session.term, calendar=calendar)[session.expert.pk]
        touching = {
            one.slot
            for one in slots_touching(
                term_slots(session.term, calendar), time.start_at, time.end_at
            )
        }
        if not touching & (free.certain | free.maybe):
            found.reasons.append(
                _("%(name)s did not offer that half-day.") % {"name": session.expert.person.name}
            )
        elif not diary.can_come(session.expert.person, time.start_at, time.end_at):
            found.reasons.append(
                _("%(name)s is already taken at that hour.") % {"name": session.expert.person.name}
            )
    found.cannot = [p for p in people if not diary.can_come(p, time.start_at, time.end_at)]
    if len(people) - len(found.cannot) < session.format.min_people:
        found.reasons.append(
            _("Only %(can)s of %(n)s people could come.")
            % {"can": len(people) - len(found.cannot), "n": len(people)}
        )
    rooms = Diary.load(time.start_at, time.end_at, calendar)
    room = next((one for one in rooms.rooms if one.pk == session.room_id), None)
    if room is not None and rooms.is_free(room, time.start_at, time.end_at):
        found.room_id = room.pk
    else:
        suiting = [
            one
            for one in rooms.rooms
            if one.capacity >= len(people)
            and (one.is_confidential or not session.is_confidential)
            and rooms.is_free(one, time.start_at, time.end_at)
        ]
        if suiting:
            found.room_id = min(suiting, key=lambda one: one.capacity).pk
        else:
            found.reasons.append(_("No room that holds them is free."))
    return found
