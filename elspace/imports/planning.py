"""What a file would bring, person by person: the preview shows it, the confirmation writes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from elspace.core.folding import fold
from elspace.hub.models import Discipline
from elspace.hub.queries import current_hub
from elspace.needs.models import Need
from elspace.people.models import Person

from .faults import Fault
from .matching import Matched, Someone, match
from .meaning import Draft, ExpertSaid, NeedSaid, Understood
from .models import ImportBatch
from .queries import (
    Known,
    experts_among,
    keys_known,
    known_people,
    known_ventures,
    words_known_of,
)

SPACE = UUID("5b0a4a0e-6a55-4a3e-9a0e-2f3f0f0c9d11")  # what the keys of imported rows derive from
MOST_QUESTIONS = 500


@dataclass
class NeedPlan:
    """One need of the file; `is_here` when the person has said it already."""

    key: UUID
    draft: Draft
    said: NeedSaid
    is_here: bool = False


@dataclass
class PersonPlan:
    """One person of the file: new, or known; then only what is missing is added."""

    someone: Someone
    key: UUID | None
    roles: list[str]
    needs: list[NeedPlan] = field(default_factory=list)
    expert: ExpertSaid | None = None
    is_expert_here: bool = False
    ventures: list[str] = field(default_factory=list)
    half_days: dict[tuple[int, str], str] = field(default_factory=dict)
    disciplines: list[str] = field(default_factory=list)  # names, as an expert

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
    def new_needs(self) -> list[NeedPlan]:
        """Needs nobody has written down yet."""
        return [need for need in self.needs if not need.is_here]


@dataclass
class ImportPlan:
    """All of it, with what stands in the way."""

    people: list[PersonPlan]
    matched: Matched
    faults: list[Fault]
    fault_count: int
    notes: list[Fault]
    new_ventures: list[str]
    language: str  # what people read where the file does not say

    @property
    def counts(self) -> dict[str, int]:
        """How much of each would be made, and how much is here already."""
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
                1 for plan in self.people for need in plan.new_needs if not need.said.discipline
            ),
        }


def make_plan(batch: ImportBatch, user: Any, answers: Mapping[str, str]) -> ImportPlan:
    """What confirming this file with these answers would write; a constant number of queries for
    each four hundred rows."""
    understood = Understood.from_json(batch.content)
    known = known_people()
    people_keys = {
        row_key(batch.fingerprint, draft, "person"): draft.place for draft in understood.drafts
    }
    made_before = {people_keys[one.key]: one for one in known if one.key in people_keys}
    matched = match(understood.drafts, known, made_before, answers)
    taken = set(keys_known(Person, people_keys)) if people_keys else set()
    people = [_person(someone, batch.fingerprint, taken) for someone in matched.people]
    _mark_what_is_here(people, user)
    names = {row.code: row.name for row in Discipline.objects.all()}
    for plan in people:
        codes = plan.expert.disciplines if plan.expert else []
        plan.disciplines = [names[code] for code in codes if code in names]
    hub = current_hub()
    ventures = known_ventures()
    new_ventures = {
        fold(name): name for plan in people for name in plan.ventures if fold(name) not in ventures
    }
    faults, fault_count = understood.faults, understood.fault_count
    if len(matched.questions) > MOST_QUESTIONS:
        faults = [Fault("many_questions", values={"most": MOST_QUESTIONS}), *faults]
        fault_count += 1
    return ImportPlan(
        people,
        matched,
        faults,
        fault_count,
        understood.notes,
        list(new_ventures.values()),
        hub.languages[0] if hub and hub.languages else "fr",
    )


def row_key(fingerprint: str, draft: Draft, what: str) -> UUID:
    """The key of a row made from a row of the file: the same file gives the same key."""
    return uuid5(SPACE, f"{fingerprint}/{draft.place}/{what}")


def _person(someone: Someone, fingerprint: str, taken: set[UUID]) -> PersonPlan:
    key: UUID | None = row_key(fingerprint, someone.first, "person")
    if someone.known is None and key in taken:
        key = None  # made once, erased since: they come anew
    kinds = {draft.kind for draft in someone.drafts}
    plan = PersonPlan(someone, key, ["resident"] if "residents" in kinds else [])
    for draft in someone.drafts:
        if draft.need:
            plan.needs.append(NeedPlan(row_key(fingerprint, draft, "need"), draft, draft.need))
        if draft.expert:
            plan.expert = plan.expert or draft.expert
        if draft.venture and fold(draft.venture) not in {fold(name) for name in plan.ventures}:
            plan.ventures.append(draft.venture)
        for day, half, free in draft.half_days:
            plan.half_days.setdefault((day, half), free)
    return plan


def _mark_what_is_here(people: Iterable[PersonPlan], user: Any) -> None:
    """Needs said before (this very row, or the same words of the same person) and experts."""
    people = list(people)
    known = [plan.known.pk for plan in people if plan.known]
    said, experts = words_known_of(known, user), experts_among(known)
    keys = keys_known(Need, [need.key for plan in people for need in plan.needs])
    for plan in people:
        seen = set(said.get(plan.known.pk, ())) if plan.known else set()
        for need in plan.needs:
            words = fold(need.said.words)
            need.is_here = need.key in keys or words in seen
            seen.add(words)
        if plan.known and plan.expert:
            plan.is_expert_here = plan.known.pk in experts
