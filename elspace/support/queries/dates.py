"""Dates that suit: for some people and an expert, the slots most of them can come to."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from elspace.agenda.enums import BUSY_STATES, Reply
from elspace.agenda.models import Invitation
from elspace.hosting.models import Room
from elspace.hosting.queries import Diary, Walls
from elspace.hub.enums import FormatCode, Half, Season
from elspace.hub.models import Format
from elspace.hub.queries import Calendar, half_of
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay, Person
from elspace.support.enums import HOLDING
from elspace.support.models import Expert, Session, Term

from .drafts import Drafts, people_in
from .experts import availabilities
from .terms import SlotTime, slot_place, term_slots

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class DateOffer:
    """A slot with a free room: who can and who cannot come, and who among the first was never
    asked about Ramadan's evenings; `is_certain` when the expert said yes for that half-day (else
    maybe)."""

    slot: int
    start_at: datetime
    end_at: datetime
    room: Room
    can: tuple[Person, ...]
    cannot: tuple[Person, ...]
    is_certain: bool
    unasked: tuple[Person, ...] = ()

    @property
    def people(self) -> int:
        return len(self.can) + len(self.cannot)


class PeopleDiary:
    """When people cannot come, read once (four queries) and then asked without a query."""

    def __init__(self, people: Sequence[Person], term: Term, *, but: Session | None = None) -> None:
        numbers = [person.pk for person in people]
        self.calendar = Calendar.load()
        answers = list(
            HalfDay.objects.filter(person__in=numbers).values_list(
                "person", "season", "weekday", "half", "free"
            )
        )
        self._no = {tuple(place) for *place, free in answers if free == Free.NO}
        # Ramadan's evenings are asked apart: an answer about them says nothing of the days.
        evening = (Season.RAMADAN, Half.EVENING)
        self._spoke = {
            (who, season) for who, season, _day, half, _free in answers if (season, half) != evening
        }
        self._evenings = {
            (who, weekday)
            for who, season, weekday, half, _free in answers
            if (season, half) == evening
        }
        self._away: dict[int, list[tuple[date, date]]] = {}
        for away in Away.objects.filter(person__in=numbers):
            self._away.setdefault(away.person_id, []).append((away.from_on, away.until_on))
        self._busy: dict[int, list[Stretch]] = {}
        seats = (
            Invitation.objects.filter(
                person__in=numbers, is_dropped=False, occasion__state__in=BUSY_STATES
            )
            .exclude(reply__in=(Reply.NO, Reply.OTHER_DATE))
            .values_list("person", "occasion__start_at", "occasion__end_at")
        )
        given = Session.objects.filter(expert__person__in=numbers, state__in=HOLDING)
        if but is not None:
            seats = seats.exclude(occasion=but.occasion_id)
            given = given.exclude(pk=but.pk)
        both = [
            *seats,
            *given.values_list("expert__person", "occasion__start_at", "occasion__end_at"),
        ]
        for person, start_at, end_at in both:
            self._busy.setdefault(person, []).append((start_at, end_at))

    def can_come(self, person: Person, start_at: datetime, end_at: datetime) -> bool:
        """Whether nothing known keeps this person from coming: half-day, dates away, elsewhere."""
        start, end = timezone.localtime(start_at), timezone.localtime(end_at)
        season = self.calendar.season_on(start.date())
        half = half_of(start.time(), end.time())
        # A resident who never spoke of Ramadan or summer keeps the half-days given for usual weeks.
        seasons = [season] if (person.pk, season) in self._spoke else [season, Season.USUAL]
        if any((person.pk, one, start.weekday(), half) in self._no for one in seasons):
            return False
        if any(first <= start.date() <= last for first, last in self._away.get(person.pk, [])):
            return False
        return not any(a < end_at and start_at < b for a, b in self._busy.get(person.pk, []))

    def is_unasked_evening(self, person: Person, start_at: datetime, end_at: datetime) -> bool:
        """Whether this is an evening of Ramadan and the person never said if those are possible.
        Nothing keeps them from coming, but nobody may count on it either."""
        start, end = timezone.localtime(start_at), timezone.localtime(end_at)
        return (
            half_of(start.time(), end.time()) == Half.EVENING
            and (person.pk, start.weekday()) not in self._evenings
            and self.calendar.season_on(start.date()) == Season.RAMADAN
        )


def dates_that_suit(
    *,
    term: Term,
    people: Sequence[Person],
    expert: Expert | None,
    format: Format,
    is_confidential: bool = False,
    but: Session | None = None,
    drafts: Drafts | None = None,
    full_weeks: Container[int] = (),
    limit: int = 3,
) -> list[DateOffer]:
    """The slots to come that suit most, best first: most people, then the expert's certain hours,
    then the soonest. With an expert only slots she said yes or maybe to, and is free at; every one
    has a free room that holds the people (nobody sees or hears, when confidential).

    `but`: a session being moved, whose own people, expert and room do not count as taken.
    `drafts`: proposed sessions to keep clear of, when there is still a choice. `full_weeks`: weeks
    in which the expert gives no more.
    """
    slots = [one for one in _slots_to_come(term, expert) if _week(one[0]) not in full_weeks]
    if not slots:
        return []
    everybody = [*people, *([expert.person] if expert else [])]
    diary = PeopleDiary(everybody, term, but=but)
    rooms = Diary.load(slots[0][0].start_at, slots[-1][0].end_at, diary.calendar)
    walls = Walls.load(rooms, slots[0][0].start_at, slots[-1][0].end_at)
    wanted = {item.pk for item in format.equipment.all()}
    drafts = drafts or Drafts()
    found = []
    day = timezone.localdate(but.occasion.start_at) if but is not None else None
    for slot, is_certain in slots:
        if timezone.localdate(slot.start_at) == day:  # the day that did not work out
            continue
        others = drafts.at(slot.start_at, slot.end_at)
        if expert and any(other.expert_id == expert.pk for other in others):
            continue
        if expert and not diary.can_come(expert.person, slot.start_at, slot.end_at):
            continue
        places = max(len(people), format.min_people)
        taken = {other.room_id for other in others}
        suiting = [
            room
            for room in rooms_for(rooms, slot, places, wanted, is_confidential, but=taken)
            if not walls.disturb(room, slot.start_at, slot.end_at, is_noisy=is_noisy(format))
        ]
        if not suiting:
            continue
        room = suiting[0]
        expected = people_in(others)
        can = tuple(
            person
            for person in people
            if person.pk not in expected and diary.can_come(person, slot.start_at, slot.end_at)
        )
        cannot = tuple(p for p in people if p not in can)
        hours = (slot.start_at, slot.end_at)
        unasked = tuple(person for person in can if diary.is_unasked_evening(person, *hours))
        found.append(DateOffer(slot.slot, *hours, room, can, cannot, is_certain, unasked))
    found.sort(key=lambda offer: (-len(offer.can), not offer.is_certain, offer.start_at))
    return found[:limit]


def _week(slot: SlotTime) -> int:
    return slot_place(slot.slot)[0]


def _slots_to_come(term: Term, expert: Expert | None) -> list[tuple[SlotTime, bool]]:
    now = timezone.now()
    slots = [slot for slot in term_slots(term) if slot.start_at > now]
    if expert is None:
        return [(slot, True) for slot in slots]
    free = availabilities([expert], term)[expert.pk]
    return [
        (slot, slot.slot in free.certain)
        for slot in slots
        if slot.slot in free.certain or slot.slot in free.maybe
    ]


def is_noisy(format: Format) -> bool:
    """Whether a session is heard through a wall: many voices at once, as in a workshop."""
    return format.code == FormatCode.WORKSHOP


def rooms_for(
    rooms: Diary,
    slot: SlotTime,
    people: int,
    equipment: Iterable[int],
    is_confidential: bool,
    *,
    but: Container[int | None] = (),
) -> list[Room]:
    """Rooms that suit and are free in a slot, the smallest first; `but`: rooms not to take."""
    wanted = set(equipment)
    suiting = [
        room
        for room in rooms.rooms
        if room.pk not in but
        and room.capacity >= people
        and rooms.has(room, wanted)
        and (room.is_confidential or not is_confidential)
        and rooms.is_free_whole(room, slot.start_at, slot.end_at)
    ]
    return sorted(suiting, key=lambda room: (room.capacity, room.is_confidential, room.position))
