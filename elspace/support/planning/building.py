"""Rows of a term → the planner's problem, as docs/optimiser.md describes it."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.hosting.queries import Diary, Walls
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
    active_experts,
)
from elspace.support.queries.terms import slots_touching, term_slots

from .brief import Brief
from .keeping import (
    CONFIDENTIAL_FORMAT,
    PLANNED_FORMATS,
    block_refused,
    keep,
    kept_sessions,
    refused_sessions,
)
from .rooms import Beside
from .supply import Supply


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
        self.walls = Walls.load(self.rooms, first, last)
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
        brief.beside = _beside(self.walls)
        supply = Supply(
            term=self.term,
            now=self.now,
            calendar=self.calendar,
            slots=self.slots,
            forms=self.formats,
            experts=self.experts,
            diary=self.rooms,
            walls=self.walls,
            kept=self.kept,
        )
        spoken: dict[int, set[str]] = {}
        needs = self._needs_to_send(brief, spoken)
        people = {need.person_id: need.person for need in needs}
        brief.needs = {f"n{need.pk}": need for need in needs}
        brief.problem = {
            "kind": "programme",
            "term": {"weeks": self.term.weeks, "days": Term.DAYS, "slots": Term.SLOTS},
            "formats": supply.formats(),
            "rooms": supply.rooms(),
            "experts": supply.experts(brief),
            "residents": self._residents(people, spoken),
            "needs": [self._need(need, set(brief.needs)) for need in needs],
            "first_bonus": self.weights.first,
            "locked": self.kept.locked,
        }
        return brief

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
                or diary.is_unasked_evening(person, slot.start_at, slot.end_at)
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
        row: dict[str, Any] = {
            "id": f"n{need.pk}",
            "resident": f"p{need.person_id}",
            "discipline": f"d{need.discipline_id}",
            "formats": self._formats_for(need),
            "weight": self.weights.of(Level(need.level)),
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
        return sorted((chosen or set(self.formats) - {FormatCode.LECTURE}) & PLANNED_FORMATS)

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


def _beside(walls: Walls) -> Beside:
    """Walls in the planner's names of rooms."""
    rooms = walls.diary.rooms
    return Beside(
        {f"r{room.pk}": {f"r{other}" for other in walls.near(room)} for room in rooms},
        frozenset(f"r{room.pk}" for room in rooms if room.is_quiet or room.is_confidential),
    )
