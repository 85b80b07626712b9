"""What a file would bring, person by person: the preview shows it, the confirmation writes it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from elspace.core.folding import fold
from elspace.hub.enums import Half
from elspace.hub.models import Discipline
from elspace.hub.queries import current_hub
from elspace.people.enums import Free, Role

from .columns import Kind
from .drafts import WHOLE_HUB, Draft, ExpertSaid, NeedSaid, Understood
from .faults import Fault, in_order
from .halves import WEEK
from .house_faults import HOUSE_STOPS
from .house_planning import plan_house
from .house_plans import HousePlan, StayPlan
from .matching import Matched, Merge, Someone, match
from .models import ImportBatch
from .queries import (
    Known,
    experts_among,
    keys_taken,
    known_people,
    known_ventures,
    needs_made,
    people_of_rows,
    words_known_of,
)
from .takeout import Restored, plan_tables

SPACE = UUID("5b0a4a0e-6a55-4a3e-9a0e-2f3f0f0c9d11")  # what the keys of imported rows derive from
MOST_QUESTIONS = 500
WRITTEN = ("people", "needs", "experts", "rooms", "desks", "stays")
MOST_AT_ONCE = 5000  # people, needs and experts written in one go: some twenty seconds
# About no single cell.
WHOLE = frozenset({"no_name_column", "many_questions", "many_at_once"}) | HOUSE_STOPS


@dataclass
class NeedPlan:
    """One need of the file; `is_here` when the person has said it already."""

    key: UUID
    draft: Draft
    said: NeedSaid
    discipline: str = ""
    is_here: bool = False


@dataclass
class PersonPlan:
    """One person of the file: new, or known; then only what is missing is added."""

    someone: Someone
    key: UUID | None
    row_keys: list[UUID]  # one for each row about them
    roles: list[str]
    needs: list[NeedPlan] = field(default_factory=list)
    expert: ExpertSaid | None = None
    is_expert_here: bool = False
    ventures: list[str] = field(default_factory=list)
    half_days: dict[tuple[int, str], str] = field(default_factory=dict)
    disciplines: list[str] = field(default_factory=list)  # names, as an expert
    stays: list[StayPlan] = field(default_factory=list)

    @property
    def known(self) -> Known | None:
        """Who they are here already."""
        return self.someone.known

    @property
    def name(self) -> str:
        """The name as the file writes it."""
        return self.someone.first.name

    @property
    def is_open(self) -> bool:
        """Whether a question about them waits for its answer."""
        return bool(self.someone.choices) and not self.someone.answer

    @property
    def new_stays(self) -> list[StayPlan]:
        """Stays nobody has written down yet, and those whose desk is to be given."""
        return [one for one in self.stays if not one.is_here or (one.desk and not one.is_desk_here)]

    @property
    def new_needs(self) -> list[NeedPlan]:
        """Needs nobody has written down yet."""
        return [need for need in self.needs if not need.is_here]


@dataclass
class ImportPlan:
    """All of it, with what stands in the way."""

    kind: str
    people: list[PersonPlan]
    matched: Matched
    faults: list[Fault]
    fault_count: int
    notes: list[Fault]
    new_ventures: list[str]
    language: str  # what people read where the file does not say
    candidates: list[Draft] = field(default_factory=list)  # of a chat, to choose from
    restored: Restored | None = None  # of a workbook of everything
    house: HousePlan = field(default_factory=HousePlan)

    @property
    def stops(self) -> list[Fault]:
        """Faults of the whole file: nothing can be brought in."""
        if self.restored:
            return self.faults
        return [fault for fault in self.faults if fault.code in WHOLE]

    @property
    def merges(self) -> list[Merge]:
        """Rows taken as about one person, or somebody known here."""
        return [
            merge
            for one in self.people
            for merge in one.someone.merges
            if merge.reasons not in {("reference",), ("before",)}
        ]

    @property
    def counts(self) -> dict[str, int]:
        """How much of each would be made, and how much is here already."""
        if self.restored:
            return {"rows": self.restored.new.total(), "rows_here": self.restored.here.total()}
        new = [plan for plan in self.people if plan.known is None]
        return {
            "people": len(new),
            "known": len(self.people) - len(new),
            "needs": sum(len(plan.new_needs) for plan in self.people),
            "needs_here": sum(len(plan.needs) - len(plan.new_needs) for plan in self.people),
            "experts": sum(
                1 for plan in self.people if plan.expert is not None and not plan.is_expert_here
            ),
            "experts_here": sum(1 for plan in self.people if plan.is_expert_here),
            "ventures": len(self.new_ventures),
            "to_classify": sum(
                1 for plan in self.people for need in plan.new_needs if not need.discipline
            ),
            **self.house.counts,
        }


def make_plan(batch: ImportBatch, user: Any, answers: Mapping[str, str]) -> ImportPlan:
    """What confirming this file with these answers would write."""
    understood = Understood.from_json(batch.content)
    if understood.kind == WHOLE_HUB:
        return plan_of_hub(understood)
    chosen = batch.chosen if understood.kind == "whatsapp" else None
    return plan_of(understood, user, answers, chosen)


def plan_of(
    understood: Understood,
    user: Any,
    answers: Mapping[str, str],
    chosen: Collection[str] | None = None,
) -> ImportPlan:
    """The same of what was understood; a constant number of queries for each four hundred rows.
    `chosen`: places of the rows to keep; None: all."""
    drafts = [
        draft
        for draft in understood.drafts
        if (chosen is None or draft.place in chosen) and (draft.first_name or draft.first_name_ar)
    ]
    known = known_people()
    keys = {row_key(draft, "person"): draft.place for draft in drafts}
    made = needs_made(row_key(draft, *_parts(need)) for draft in drafts for need in draft.needs)
    before = {keys[key]: one for key, one in people_of_rows(keys, known).items()}
    matched = match(drafts, known, before, answers)
    taken = keys_taken(keys)
    people = [_person(someone, taken) for someone in matched.people]
    _mark_what_is_here(people, made, user)
    names = {row.code: row.name for row in Discipline.objects.all()}
    for one in people:
        codes = one.expert.disciplines if one.expert else []
        one.disciplines = [names[code] for code in codes if code in names]
    hub = current_hub()
    ventures = known_ventures()
    new_ventures = {
        fold(name): name for plan in people for name in plan.ventures if fold(name) not in ventures
    }
    house = plan_house(understood, people, user)
    plan = ImportPlan(
        understood.kind,
        people,
        matched,
        in_order([*house.faults, *understood.faults]),
        understood.fault_count + len(house.faults),
        [*understood.notes, *house.notes],
        list(new_ventures.values()),
        hub.languages[0] if hub and hub.languages else "fr",
        understood.drafts if understood.kind == "whatsapp" else [],
        house=house,
    )
    _check_size(plan)
    return plan


def plan_of_hub(understood: Understood) -> ImportPlan:
    """What a workbook of everything would bring back."""
    restored = plan_tables(understood.tables)
    empty = Matched([], [])
    faults = restored.faults[:MOST_QUESTIONS]
    count = len(restored.faults)
    return ImportPlan(WHOLE_HUB, [], empty, faults, count, [], [], "", restored=restored)


def _check_size(plan: ImportPlan) -> None:
    counts = plan.counts
    too_many = {
        "many_questions": (len(plan.matched.questions), MOST_QUESTIONS),
        "many_at_once": (
            sum(counts[name] for name in WRITTEN),
            MOST_AT_ONCE,
        ),
    }
    for code, (found, most) in too_many.items():
        if found > most:
            plan.faults = [Fault(code, values={"most": most}), *plan.faults]
            plan.fault_count += 1


def row_key(draft: Draft, *what: str) -> UUID:
    """The key of a row made from a row of a file: the same row of the same export, whatever stands
    above or below it now, gives the same key."""
    return uuid5(SPACE, "/".join((draft.kind, draft.identity, *what)))


def _parts(need: NeedSaid, discipline: str = "") -> tuple[str, ...]:
    """What tells a need from the others of its row."""
    first = need.disciplines[0] if need.disciplines else ""
    own = "" if discipline in ("", first) else discipline
    return ("need", fold(need.words), own)


def _person(someone: Someone, taken: set[UUID]) -> PersonPlan:
    key: UUID | None = row_key(someone.first, "person")
    if someone.known is None and key in taken:
        key = None  # made once, erased since: they come anew
    kinds = {draft.kind for draft in someone.drafts}
    keys = [row_key(draft, "person") for draft in someone.drafts]
    plan = PersonPlan(someone, key, keys, _roles(kinds))
    for draft in someone.drafts:
        for need in draft.needs:
            for discipline in need.disciplines or [""]:
                own = row_key(draft, *_parts(need, discipline))
                plan.needs.append(NeedPlan(own, draft, need, discipline))
        if draft.expert:
            plan.expert = plan.expert or draft.expert
        if draft.venture and fold(draft.venture) not in {fold(name) for name in plan.ventures}:
            plan.ventures.append(draft.venture)
        for day, half, free in draft.half_days:
            plan.half_days.setdefault((day, half), free)
    if plan.expert is None:
        _close_the_rest(plan.half_days)
    return plan


def _roles(kinds: set[str]) -> list[str]:
    """Residents are those of a sheet of residents; who is hosted and nothing else is a member."""
    if Kind.RESIDENTS in kinds:
        return [Role.RESIDENT.value]
    return [Role.MEMBER.value] if Kind.MEMBERS in kinds else []


def _close_the_rest(half_days: dict[tuple[int, str], str]) -> None:
    """Of residents only what is impossible counts: who said when they can come cannot otherwise."""
    if Free.YES.value not in half_days.values():
        return
    for day in WEEK:
        for half in Half:
            half_days.setdefault((day, half.value), Free.NO.value)


def _mark_what_is_here(people: Iterable[PersonPlan], made: Mapping[UUID, int], user: Any) -> None:
    """Needs said before (this very row, or the same words of the same person) and experts."""
    people = list(people)
    known = [plan.known.pk for plan in people if plan.known]
    said = words_known_of(known, user) if user is not None else {}
    experts = experts_among(known)
    for plan in people:
        here = said.get(plan.known.pk, set()) if plan.known else set()
        seen: set[tuple[str, str]] = set()
        for need in plan.needs:
            words = fold(need.said.words)
            same = (words, need.discipline)
            need.is_here = need.key in made or words in here or same in seen
            seen.add(same)
        if plan.known and plan.expert:
            plan.is_expert_here = plan.known.pk in experts
