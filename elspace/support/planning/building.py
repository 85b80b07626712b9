"""Rows of a term → the planner's problem, as docs/optimiser.md describes it."""

from collections import Counter, defaultdict
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
from elspace.support.enums import HOLDING, WEIGHTS, Preset, SessionState, Weights
from elspace.support.models import Expert, Session, Term
from elspace.support.queries.dates import PeopleDiary
from elspace.support.queries.experts import active_experts, all_hours_left, availabilities
from elspace.support.queries.terms import SlotTime, slots_touching, term_slots

# Not a piece of equipment of the hub's list: a room where nobody sees or hears. A confidential
# need is met in a format of its own that asks for it, so that no other room can be chosen.
CONFIDENTIAL = "confidential"
CONFIDENTIAL_FORMAT = "individual-confidential"
# Planned by the machine: those an expert teaches. Between residents is made by hand.
PLANNED_FORMATS = frozenset(FormatCode.values) - {FormatCode.PEER_GROUP}


@dataclass
class Brief:
    """A problem and what stands behind it.

    `seated`: needs that already have a date in a session that keeps its place, so are not sent.
    `held_back`: confirmed needs that cannot be sent, with why ("prerequisite", "formats").
    """

    problem: dict[str, Any]
    slots: dict[int, SlotTime]
    needs: dict[str, Need]
    seated: list[Need] = field(default_factory=list)
    held_back: dict[int, str] = field(default_factory=dict)


def build_problem(
    *, term: Term, preset: Preset, with_maybe: bool = True, now: datetime | None = None
) -> Brief:
    """The planner's problem for what is left of a term; a constant number of queries."""
    return _Builder(term, WEIGHTS[preset], with_maybe, now or timezone.now()).build()


def kept_sessions(term: Term) -> list[Session]:
    """Sessions that keep their place: asked, confirmed, announced, or placed by hand; to come."""
    rows = (
        Session.objects.filter(term=term)
        .select_related("occasion", "format", "language", "discipline", "room", "expert__person")
        .prefetch_related("occasion__invitations__need")
    )
    coming = HOLDING[:3]
    return [
        row
        for row in rows
        if row.state in coming or (row.state == SessionState.PROPOSED and row.is_by_hand)
    ]


class _Builder:
    """Collects rows once, then writes the problem's lists one after the other."""

    def __init__(self, term: Term, weights: Weights, with_maybe: bool, now: datetime) -> None:
        self.term, self.weights, self.with_maybe, self.now = term, weights, with_maybe, now
        self.calendar = Calendar.load()
        self.slots = {slot.slot: slot for slot in term_slots(term, self.calendar)}
        self.live = {n for n, slot in self.slots.items() if slot.start_at >= now}
        self.formats = {f.code: f for f in Format.objects.prefetch_related("equipment")}
        self.kept = kept_sessions(term)
        self.experts: list[Expert] = list(active_experts())
        first = min((s.start_at for s in self.slots.values()), default=now)
        last = max((s.end_at for s in self.slots.values()), default=now)
        self.rooms = Diary.load(first, last, self.calendar)
        self.locked: list[dict[str, Any]] = []
        self.blocked_rooms: dict[int, set[int]] = defaultdict(set)  # by room, slots off the grid
        self.blocked_experts: dict[int, set[int]] = defaultdict(set)
        self.given: Counter[int] = Counter()  # locked sessions of an expert

    def build(self) -> Brief:
        """The whole problem."""
        brief = Brief(problem={}, slots=self.slots, needs={})
        locked_needs = self._lock(brief)
        needs = self._needs_to_send(brief, locked_needs)
        people = self._people(needs)
        brief.needs = {f"n{need.pk}": need for need in needs}
        brief.problem = {
            "kind": "programme",
            "term": {"weeks": self.term.weeks, "days": Term.DAYS, "slots": Term.SLOTS},
            "formats": self._formats(),
            "rooms": self._rooms(),
            "experts": self._experts(),
            "residents": self._residents(people, needs),
            "needs": [self._need(need, set(brief.needs)) for need in needs],
            "first_bonus": self.weights.first,
            "locked": self.locked,
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
        return [
            {
                "id": f"r{room.pk}",
                "capacity": room.capacity,
                "equipment": [f"q{item.pk}" for item in room.equipment.all()]
                + ([CONFIDENTIAL] if room.is_confidential else []),
                "closed": sorted(set(self._closed(room)) | self.blocked_rooms[room.pk]),
            }
            for room in self.rooms.rooms
        ]

    def _closed(self, room: Any) -> Iterable[int]:
        locked = {(one["room"], one["slot"]) for one in self.locked}
        for number, slot in self.slots.items():
            if (f"r{room.pk}", number) in locked:
                continue
            if not self.rooms.is_free(room, slot.start_at, slot.end_at):
                yield number

    def _experts(self) -> list[dict[str, Any]]:
        free = availabilities(self.experts, self.term, calendar=self.calendar, now=self.now)
        left = all_hours_left(self.experts, self.term, calendar=self.calendar)
        busy = PeopleDiary([expert.person for expert in self.experts], self.term)
        found = []
        for expert in self.experts:
            certain, maybe, _unknown = free[expert.pk]
            available = {
                number
                for number in (certain | maybe if self.with_maybe else certain)
                if self._expert_is_free(expert, number, busy)
            }
            most = left[expert.pk].max_sessions
            found.append(
                {
                    "id": f"e{expert.pk}",
                    "disciplines": [f"d{d.pk}" for d in expert.disciplines.all()],
                    "formats": self._formats_of(expert),
                    "languages": [language.code for language in expert.person.speaks.all()],
                    "available": sorted(available - self.blocked_experts[expert.pk]),
                    "max_sessions": None if most is None else most + self.given[expert.pk],
                    "max_per_week": expert.max_per_week,
                }
            )
        return found

    def _expert_is_free(self, expert: Expert, number: int, busy: PeopleDiary) -> bool:
        slot = self.slots[number]
        mine = {(one["expert"], one["slot"]) for one in self.locked}
        return (f"e{expert.pk}", number) in mine or busy.can_come(
            expert.person, slot.start_at, slot.end_at
        )

    def _formats_of(self, expert: Expert) -> list[str]:
        chosen = {form.code for form in expert.formats.all()} & PLANNED_FORMATS
        codes = chosen or (PLANNED_FORMATS & set(self.formats))
        return sorted(codes) + ([CONFIDENTIAL_FORMAT] if FormatCode.INDIVIDUAL in codes else [])

    def _people(self, needs: list[Need]) -> dict[int, Person]:
        return {need.person_id: need.person for need in needs}

    def _residents(self, people: dict[int, Person], needs: list[Need]) -> list[dict[str, Any]]:
        diary = PeopleDiary(list(people.values()), self.term)
        refused = self._refused_slots(people)
        spoken = self._languages(people, needs)
        places: dict[int, set[int]] = defaultdict(set)
        owner = {f"n{need.pk}": need.person_id for need in needs}
        for one in self.locked:
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
            busy = (busy | dead | refused[number]) - places[number]
            found.append(
                {
                    "id": f"p{number}",
                    "languages": sorted(spoken[number]),
                    "busy": sorted(busy),
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

    def _languages(self, people: dict[int, Person], needs: list[Need]) -> dict[int, set[str]]:
        """Languages a person can follow in: spoken, narrowed by what their needs accept. Needs of
        one person that accept different languages fall back to all that person speaks; the seat is
        checked again when the plan is placed."""
        found = {n: {one.code for one in person.speaks.all()} for n, person in people.items()}
        narrowed = {n: set(codes) for n, codes in found.items()}
        for need in needs:
            accepted = {one.code for one in need.speaks.all()}
            if accepted:
                narrowed[need.person_id] &= accepted
        return {n: narrowed[n] or found[n] for n in found}

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

    def _lock(self, brief: Brief) -> dict[int, Need]:
        """Write kept sessions as locked, or as absence when they fit no slot; the needs locked."""
        locked_needs: dict[int, Need] = {}
        for session in self.kept:
            seats = [s for s in session.occasion.invitations.all() if not s.is_dropped]
            needs = [s.need for s in seats if s.need is not None and self._is_waiting(s.need)]
            slot = self._slot_of(session)
            fits = slot is not None and session.expert_id and session.room_id and needs
            same = all(need.discipline_id == session.discipline_id for need in needs)
            if fits and same and session.format.code in PLANNED_FORMATS:
                self.locked.append(self._locked_session(session, slot, needs))
                self.given[session.expert_id or 0] += session.is_holding
                locked_needs |= {need.pk: need for need in needs}
            else:
                self._block(session)
                brief.seated += needs
        return locked_needs

    def _locked_session(
        self, session: Session, slot: int | None, needs: list[Need]
    ) -> dict[str, Any]:
        form = CONFIDENTIAL_FORMAT if session.is_confidential else session.format.code
        return {
            "id": f"s{session.pk}",
            "discipline": f"d{session.discipline_id}",
            "format": form,
            "expert": f"e{session.expert_id}",
            "room": f"r{session.room_id}",
            "slot": slot,
            "language": session.language.code,
            "attendees": [f"n{need.pk}" for need in needs],
        }

    def _slot_of(self, session: Session) -> int | None:
        occasion = session.occasion
        return next(
            (
                slot.slot
                for slot in self.slots.values()
                if slot.start_at == occasion.start_at and slot.end_at == occasion.end_at
            ),
            None,
        )

    def _block(self, session: Session) -> None:
        touched = {
            slot.slot
            for slot in slots_touching(
                self.slots.values(), session.occasion.start_at, session.occasion.end_at
            )
        }
        if session.room_id:
            self.blocked_rooms[session.room_id] |= touched
        if session.expert_id:
            self.blocked_experts[session.expert_id] |= touched

    @staticmethod
    def _is_waiting(need: Need) -> bool:
        return need.state in (State.CONFIRMED, State.PLANNED) and need.discipline_id is not None

    def _needs_to_send(self, brief: Brief, locked: dict[int, Need]) -> list[Need]:
        """Confirmed needs with a discipline that have no date, and those of locked sessions."""
        seated = {need.pk for need in brief.seated}
        rows = Need.objects.filter(state=State.CONFIRMED, discipline__isnull=False).filter(
            person__is_active=True
        ).exclude(pk__in=seated) | Need.objects.filter(pk__in=locked)
        needs = list(
            rows.distinct()
            .select_related("person")
            .prefetch_related("formats", "speaks", "after", "person__speaks")
            .order_by("pk")
        )
        sent = []
        numbers = {need.pk for need in needs}
        for need in needs:
            waits_for = [
                one
                for one in need.after.all()
                if one.pk not in numbers and one.state in (State.STATED, State.CONFIRMED)
            ]
            if need.pk in locked:
                sent.append(need)
            elif waits_for:
                brief.held_back[need.pk] = "prerequisite"
            elif not self._formats_for(need):
                brief.held_back[need.pk] = "formats"
            elif need.before_on is not None and need.before_on <= timezone.localdate(self.now):
                brief.held_back[need.pk] = "too_late"
            else:
                sent.append(need)
        return sent
