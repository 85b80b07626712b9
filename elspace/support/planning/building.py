"""Rows of a term → the planner's problem, as docs/optimiser.md describes it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.hosting.queries import Diary
from elspace.hub.enums import FormatCode
from elspace.hub.models import Format
from elspace.hub.queries import Calendar
from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.people.queries import languages_of
from elspace.support.enums import WEIGHTS, Preset, Weights
from elspace.support.models import Expert, Term
from elspace.support.queries.dates import PeopleDiary
from elspace.support.queries.experts import (
    HoursLeft,
    active_experts,
    all_hours_left,
    availabilities,
)
from elspace.support.queries.terms import SlotTime, slot_place, slots_touching, term_slots

from .keeping import (
    CONFIDENTIAL,
    CONFIDENTIAL_FORMAT,
    PLANNED_FORMATS,
    block_refused,
    keep,
    kept_sessions,
    refused_sessions,
)


@dataclass
class Brief:
    """A problem and what stands behind it.

    `problem` knows certain hours only; `maybe` adds, by expert, slots she is not sure of.
    `kept`: numbers of the sessions that keep their place. `held_back`: confirmed needs that cannot
    be sent, with why ("prerequisite", "formats", "too_late", "language").
    """

    problem: dict[str, Any]
    slots: dict[int, SlotTime]
    needs: dict[str, Need]
    kept: set[int] = field(default_factory=set)
    maybe: dict[str, list[int]] = field(default_factory=dict)
    held_back: dict[int, str] = field(default_factory=dict)

    def with_maybe(self, solution: dict[str, Any]) -> dict[str, Any]:
        """The second problem: what was found in certain hours keeps its place, and hours that are
        only probable are open to the needs left over."""
        own = {one["id"] for one in self.problem["locked"]}
        found = [one for one in solution["sessions"] if one["id"] not in own]
        taken = {one["id"]: one for one in solution["sessions"] if one["id"] in own}
        experts = [
            {**one, "available": sorted({*one["available"], *self.maybe.get(one["id"], [])})}
            for one in self.problem["experts"]
        ]
        locked = [taken.get(one["id"], one) for one in self.problem["locked"]]
        locked += [{**one, "id": f"c{count}"} for count, one in enumerate(found)]
        return {**self.problem, "experts": experts, "locked": locked}


def build_problem(
    *, term: Term, preset: Preset, everything: bool = False, now: datetime | None = None
) -> Brief:
    """The planner's problem for what is left of a term; a constant number of queries.

    `everything`: what stands on the board stays there, and only what is missing is looked for.
    """
    return _Builder(term, WEIGHTS[preset], everything, now or timezone.now()).build()


class _Builder:
    """Collects rows once, then writes the problem's lists one after the other."""

    def __init__(self, term: Term, weights: Weights, everything: bool, now: datetime) -> None:
        self.term, self.weights, self.now = term, weights, now
        self.calendar = Calendar.load()
        self.slots = {slot.slot: slot for slot in term_slots(term, self.calendar)}
        self.live = {n for n, slot in self.slots.items() if slot.start_at >= now}
        self.formats = {f.code: f for f in Format.objects.prefetch_related("equipment")}
        self.experts: list[Expert] = list(active_experts())
        first = min((s.start_at for s in self.slots.values()), default=now)
        last = max((s.end_at for s in self.slots.values()), default=now)
        self.rooms = Diary.load(first, last, self.calendar)
        self.sessions = kept_sessions(term, everything=everything)
        self.kept = keep(
            self.sessions,
            self.slots,
            term,
            experts={expert.pk for expert in self.experts},
            rooms={room.pk for room in self.rooms.rooms},
        )
        block_refused(self.kept, refused_sessions(term), self.slots)

    def build(self) -> Brief:
        """The whole problem."""
        brief = Brief(problem={}, slots=self.slots, needs={})
        brief.kept = {session.pk for session in self.sessions}
        spoken: dict[int, set[str]] = {}
        needs = self._needs_to_send(brief, spoken)
        people = {need.person_id: need.person for need in needs}
        brief.needs = {f"n{need.pk}": need for need in needs}
        brief.problem = {
            "kind": "programme",
            "term": {"weeks": self.term.weeks, "days": Term.DAYS, "slots": Term.SLOTS},
            "formats": self._formats(),
            "rooms": self._rooms(),
            "experts": self._experts(brief),
            "residents": self._residents(people, spoken),
            "needs": [self._need(need, set(brief.needs)) for need in needs],
            "first_bonus": self.weights.first,
            "locked": self.kept.locked,
        }
        return brief

    def _formats(self) -> dict[str, Any]:
        found = {
            code: {
                "min": self.formats[code].min_people,
                "max": self.formats[code].max_people,
                "equipment": [f"q{item.pk}" for item in self.formats[code].equipment.all()],
            }
            for code in sorted(PLANNED_FORMATS)
            if code in self.formats
        }
        return found | {CONFIDENTIAL_FORMAT: {"min": 1, "max": 1, "equipment": [CONFIDENTIAL]}}

    def _rooms(self) -> list[dict[str, Any]]:
        """Rooms with their closed slots. A hall whose halves are rooms too is left to people: the
        planner would use hall and half at once."""
        numbers = {room.pk for room in self.rooms.rooms}
        everywhere = set(range(self.term.weeks * Term.DAYS * Term.SLOTS))
        return [
            {
                "id": f"r{room.pk}",
                "capacity": room.capacity,
                "equipment": [f"q{item.pk}" for item in room.equipment.all()]
                + ([CONFIDENTIAL] if room.is_confidential else []),
                "closed": sorted(
                    everywhere
                    if self.rooms.parts.get(room.pk, frozenset()) & numbers
                    else self._closed(room)
                ),
            }
            for room in self.rooms.rooms
        ]

    def _closed(self, room: Any) -> set[int]:
        mine = {one["slot"] for one in self.kept.locked if one["room"] == f"r{room.pk}"}
        return self._shared(room) | {
            number
            for number, slot in self.slots.items()
            if number not in mine and not self.rooms.is_free(room, slot.start_at, slot.end_at)
        }

    def _shared(self, room: Any) -> set[int]:
        """Slots in which a kept session, proposed only, stands in the room or around it."""
        found = set(self.kept.blocked_rooms[room.pk])
        for whole, parts in self.rooms.parts.items():
            if room.pk in parts:
                found |= self.kept.blocked_rooms[whole]
                found |= {one["slot"] for one in self.kept.locked if one["room"] == f"r{whole}"}
        return found

    def _experts(self, brief: Brief) -> list[dict[str, Any]]:
        free = availabilities(self.experts, self.term, calendar=self.calendar, now=self.now)
        left = all_hours_left(self.experts, self.term, calendar=self.calendar)
        busy = PeopleDiary([expert.person for expert in self.experts], self.term)
        found = []
        for expert in self.experts:
            certain, maybe, _unknown = free[expert.pk]
            most = left[expert.pk].max_sessions
            name = f"e{expert.pk}"
            full = self._full_weeks(expert, left[expert.pk])
            likely = self._free_slots(expert, maybe - certain, busy, full)
            if likely:
                brief.maybe[name] = sorted(likely)
            found.append(
                {
                    "id": name,
                    "disciplines": [f"d{d.pk}" for d in expert.disciplines.all()],
                    "formats": self._formats_of(expert),
                    "languages": [language.code for language in expert.person.speaks.all()],
                    "available": sorted(self._free_slots(expert, certain, busy, full)),
                    "max_sessions": None if most is None else most + self.kept.given[expert.pk],
                    "max_per_week": expert.max_per_week,
                }
            )
        return found

    def _full_weeks(self, expert: Expert, left: HoursLeft) -> set[int]:
        """Weeks in which sessions the planner does not see (held ones, off the grid) already reach
        what the expert gives a week."""
        found = set()
        for week in range(self.term.weeks):
            unseen = left.placed_by_week.get(week, 0)
            unseen -= self.kept.locked_in_week[expert.pk, week]
            unseen += self.kept.extra[expert.pk, week]
            if unseen >= expert.max_per_week:
                found.add(week)
        return found

    def _free_slots(
        self, expert: Expert, slots: Iterable[int], busy: PeopleDiary, full: set[int]
    ) -> set[int]:
        blocked = self.kept.blocked_experts[expert.pk]
        return {
            number
            for number in slots
            if number not in blocked
            and slot_place(number)[0] not in full
            and (
                self.kept.place_of(f"e{expert.pk}", number)
                or busy.can_come(
                    expert.person, self.slots[number].start_at, self.slots[number].end_at
                )
            )
        }

    def _formats_of(self, expert: Expert) -> list[str]:
        chosen = {form.code for form in expert.formats.all()} & PLANNED_FORMATS
        codes = chosen or (PLANNED_FORMATS & set(self.formats))
        return sorted(codes) + ([CONFIDENTIAL_FORMAT] if FormatCode.INDIVIDUAL in codes else [])

    def _residents(
        self, people: dict[int, Person], spoken: dict[int, set[str]]
    ) -> list[dict[str, Any]]:
        diary = PeopleDiary(list(people.values()), self.term)
        refused = self._refused_slots(people)
        places: dict[int, set[int]] = defaultdict(set)
        owner = {f"n{need.pk}": need.person_id for need in self.kept.needs.values()}
        for one in self.kept.locked:
            for attendee in one["attendees"]:
                places[owner[attendee]].add(one["slot"])
        dead = set(range(self.term.weeks * Term.DAYS * Term.SLOTS)) - self.live
        found = []
        for number, person in people.items():
            busy = {
                slot.slot
                for slot in self.slots.values()
                if not diary.can_come(person, slot.start_at, slot.end_at)
            }
            busy |= dead | refused[number] | self.kept.blocked_people[number]
            found.append(
                {
                    "id": f"p{number}",
                    "languages": sorted(spoken[number]),
                    "busy": sorted(busy - places[number]),
                }
            )
        return found

    def _refused_slots(self, people: dict[int, Person]) -> dict[int, set[int]]:
        """Slots of sessions a person said no to: not proposed to them again."""
        found: dict[int, set[int]] = defaultdict(set)
        said_no = Invitation.objects.filter(
            person__in=people,
            reply__in=(Reply.NO, Reply.OTHER_DATE),
            occasion__session__term=self.term,
        ).values_list("person", "occasion__start_at", "occasion__end_at")
        for person, start_at, end_at in said_no:
            found[person] |= {s.slot for s in slots_touching(self.slots.values(), start_at, end_at)}
        return found

    def _need(self, need: Need, sent: set[str]) -> dict[str, Any]:
        weight = {
            Level.BLOCKING: self.weights.blocking,
            Level.IMPORTANT: self.weights.important,
            Level.USEFUL: self.weights.useful,
        }[Level(need.level)]
        row: dict[str, Any] = {
            "id": f"n{need.pk}",
            "resident": f"p{need.person_id}",
            "discipline": f"d{need.discipline_id}",
            "formats": self._formats_for(need),
            "weight": weight,
        }
        after = [f"n{one.pk}" for one in need.after.all() if f"n{one.pk}" in sent]
        if after:
            row["after"] = after
        if need.before_on is not None:
            # Whole weeks before the wanted day: a session of that very week could come too late.
            row["before_week"] = max(0, (need.before_on - self.term.starts_on).days // 7)
        return row

    def _formats_for(self, need: Need) -> list[str]:
        if need.is_confidential:
            return [CONFIDENTIAL_FORMAT]
        chosen = {form.code for form in need.formats.all()}
        return sorted((chosen or set(self.formats)) & PLANNED_FORMATS)

    def _needs_to_send(self, brief: Brief, spoken: dict[int, set[str]]) -> list[Need]:
        """Confirmed needs with a discipline that have no date, and those of locked sessions, in
        the order of their numbers; fills `spoken`, the languages each person can be met in."""
        seated = {need.pk for need in self.kept.seated}
        rows = Need.objects.filter(
            state=State.CONFIRMED, discipline__isnull=False, person__is_active=True
        ).exclude(pk__in=seated) | Need.objects.filter(pk__in=self.kept.needs)
        needs = list(
            rows.distinct()
            .select_related("person")
            .prefetch_related("formats", "speaks", "after", "person__speaks")
            .order_by("-level", "-is_first", "stated_at", "pk")
        )
        numbers = {need.pk for need in needs}
        sent = []
        for need in needs:
            spoken.setdefault(need.person_id, languages_of(need.person))
            why = "" if need.pk in self.kept.needs else self._why_not(need, numbers, spoken)
            if why:
                brief.held_back[need.pk] = why
            else:
                sent.append(need)
        return sorted(sent, key=lambda need: need.pk)

    def _why_not(self, need: Need, numbers: set[int], spoken: dict[int, set[str]]) -> str:
        """Why a need cannot be sent, or "".

        The planner knows languages of people, not of needs: what a need accepts narrows them for
        all needs of the person, most pressing need first. One that would leave no language is held
        back rather than met in a language it does not accept.
        """
        waiting = (State.STATED, State.CONFIRMED)
        if any(one.pk not in numbers and one.state in waiting for one in need.after.all()):
            return "prerequisite"
        if not self._formats_for(need):
            return "formats"
        if need.before_on is not None and need.before_on <= timezone.localdate(self.now):
            return "too_late"
        accepted = {one.code for one in need.speaks.all()}
        if accepted and not accepted & spoken[need.person_id]:
            return "language"
        if accepted:
            spoken[need.person_id] &= accepted
        return ""
