"""Why not another hour: for each slot of a week, what would break if the session were held then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.templatetags.elspace import format_day
from elspace.hosting.models import Room
from elspace.hosting.queries import Diary, Walls
from elspace.hub.queries import Calendar
from elspace.people.models import Person
from elspace.support.models import Session

from .dates import PeopleDiary, is_noisy, rooms_for
from .drafts import Drafts, people_in
from .experts import Availability, all_hours_left, availabilities
from .terms import SlotTime, term_slots, week_of_term, week_slots


@dataclass
class Elsewhere:
    """One slot. `breaks`: what would break, a whole sentence each, none when it is possible;
    `cannot`: its people who could not come; `room`: the one it would take."""

    slot: int
    start_at: datetime
    end_at: datetime
    breaks: list[str] = field(default_factory=list)
    cannot: list[Person] = field(default_factory=list)
    people: int = 0
    room: Room | None = None
    is_certain: bool = True
    is_here: bool = False
    hours: list[datetime] = field(default_factory=list)  # starts of slots that answer the same

    @property
    def is_possible(self) -> bool:
        return not self.breaks

    @property
    def can(self) -> int:
        return self.people - len(self.cannot)


@dataclass(frozen=True)
class WeekElsewhere:
    """The slots of one week of the term, day by day."""

    week: int
    days: list[tuple[date, list[Elsewhere]]]
    earlier: int | None
    later: int | None


def week_elsewhere(session: Session, week: int | None = None) -> WeekElsewhere:
    """What each slot to come of a week would break; by default the session's own week. A constant
    number of queries whatever the number of people."""
    term = session.term
    here = week_of_term(term, timezone.localdate(session.occasion.start_at))
    this = week_of_term(term, timezone.localdate()) or 0
    week = week if week is not None else (here if here is not None else this)
    week = min(max(week, this), term.weeks - 1)
    verdicts = _Verdicts(session, week)
    days: dict[date, list[Elsewhere]] = {}
    for slot in verdicts.slots:
        _add(days.setdefault(timezone.localdate(slot.start_at), []), verdicts.of(slot))
    return WeekElsewhere(
        week=week,
        days=list(days.items()),
        earlier=week - 1 if week > this else None,
        later=week + 1 if week + 1 < term.weeks else None,
    )


def _add(day: list[Elsewhere], new: Elsewhere) -> None:
    """Add a slot's answer to its day; impossible ones that say the same share one."""
    same = next((one for one in day if one.breaks and one.breaks == new.breaks), None)
    if same is not None and same.cannot == new.cannot:
        same.hours.append(new.start_at)
    else:
        day.append(new)


def elsewhere_at(session: Session, number: int) -> Elsewhere | None:
    """What one slot to come would break; None when there is no such slot."""
    slot = next((one for one in term_slots(session.term) if one.slot == number), None)
    if slot is None or slot.start_at <= timezone.now():
        return None
    week = week_of_term(session.term, timezone.localdate(slot.start_at)) or 0
    return _Verdicts(session, week).of(slot)


class _Verdicts:
    """Everything a week's answers need, read once."""

    def __init__(self, session: Session, week: int) -> None:
        self.session = session
        self.calendar = Calendar.load()
        now = timezone.now()
        self.slots = [
            one for one in week_slots(session.term, week, self.calendar) if one.start_at > now
        ]
        self.seats = [seat for seat in session.occasion.invitations.all() if not seat.is_dropped]
        people = [seat.person for seat in self.seats]
        expert = session.expert
        self.diary = PeopleDiary(
            [*people, *([expert.person] if expert else [])], session.term, but=session
        )
        self.free = Availability()
        self.is_full_week = False
        first = min((one.start_at for one in self.slots), default=now)
        last = max((one.end_at for one in self.slots), default=now)
        self.rooms = Diary.load(first, last, self.calendar)
        self.walls = Walls.load(self.rooms, first, last)
        self.drafts = Drafts.load(session.term, but=session)
        if expert is not None:
            self.free = availabilities([expert], session.term, calendar=self.calendar)[expert.pk]
            left = all_hours_left([expert], session.term, calendar=self.calendar)[expert.pk]
            mine = week_of_term(session.term, timezone.localdate(session.occasion.start_at))
            placed = left.placed_by_week.get(week, 0) - (session.is_holding and mine == week)
            placed += self.drafts.by_week(expert.pk)[week]
            self.is_full_week = placed >= expert.max_per_week

    def of(self, slot: SlotTime) -> Elsewhere:
        """What would break in this slot, the hardest first."""
        found = Elsewhere(slot.slot, slot.start_at, slot.end_at, people=len(self.seats))
        found.hours = [slot.start_at]
        occasion = self.session.occasion
        found.is_here = (occasion.start_at, occasion.end_at) == (slot.start_at, slot.end_at)
        found.is_certain = slot.slot not in self.free.maybe
        others = self.drafts.at(slot.start_at, slot.end_at)
        if found.is_here:
            found.room = self.session.room
        else:
            found.breaks += self._expert(slot, others)
            if found.breaks:  # without the expert nothing else matters
                return found
            found.breaks += self._room(slot, others, found)
        found.cannot = self._cannot(slot, others)
        if not found.is_here:
            found.breaks += [*self._minimum(found), *self._too_late(slot)]
        return found

    def _expert(self, slot: SlotTime, others: list[Session]) -> Iterable[str]:
        expert = self.session.expert
        if expert is None:
            return
        name = expert.person.name
        given = next((one for one in others if one.expert_id == expert.pk), None)
        if slot.slot not in self.free.certain | self.free.maybe:
            yield _("%(name)s did not offer that half-day.") % {"name": name}
        elif not self.diary.can_come(expert.person, slot.start_at, slot.end_at):
            yield _("%(name)s is already taken at that hour.") % {"name": name}
        elif given is not None:
            yield (
                _("%(name)s is proposed for “%(other)s” at that hour.")
                % {"name": name, "other": given.name}
            )
        elif self.is_full_week:
            yield ngettext(
                "%(name)s gives %(n)d session a week, and it has its day already.",
                "%(name)s gives %(n)d sessions a week, and they have their days already.",
                expert.max_per_week,
            ) % {"name": name, "n": expert.max_per_week}

    def _room(self, slot: SlotTime, others: list[Session], found: Elsewhere) -> Iterable[str]:
        taken = {other.room_id for other in others}
        mine = self.session.room
        form = self.session.format
        suiting = rooms_for(
            self.rooms,
            slot,
            max(len(self.seats), form.min_people),
            {item.pk for item in form.equipment.all()},
            self.session.is_confidential,
            but=taken,
        )
        hours, noise = (slot.start_at, slot.end_at), is_noisy(form)
        suiting = [room for room in suiting if not self.walls.disturb(room, *hours, is_noisy=noise)]
        open_rooms = {room.pk: room for room in suiting}
        found.room = open_rooms.get(mine.pk) if mine else None
        found.room = found.room or next(iter(suiting), None)
        if found.room is None:
            yield _("No room that holds them is free.")

    def _cannot(self, slot: SlotTime, others: list[Session]) -> list[Person]:
        elsewhere = people_in(others)
        return [
            seat.person
            for seat in self.seats
            if seat.person_id in elsewhere
            or not self.diary.can_come(seat.person, slot.start_at, slot.end_at)
        ]

    def _minimum(self, found: Elsewhere) -> Iterable[str]:
        least = self.session.format.min_people
        if self.seats and found.can < least:
            yield _("%(can)d of %(n)d people could come; this way of working takes %(min)d.") % {
                "can": found.can,
                "n": found.people,
                "min": least,
            }

    def _too_late(self, slot: SlotTime) -> Iterable[str]:
        day = timezone.localdate(slot.start_at)
        for seat in self.seats:
            wanted = seat.need.before_on if seat.need else None
            if wanted is not None and wanted <= day:
                yield (
                    _("%(name)s needs it before %(day)s.")
                    % {"name": seat.person.name, "day": format_day(wanted, "date")}
                )
