"""What a file would bring, person by person: the preview shows it, the confirmation writes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from elspace.core.folding import fold
from elspace.hub.models import Discipline
from elspace.hub.queries import current_hub

from .faults import Fault
from .matching import Matched, Someone, match
from .meaning import Draft, ExpertSaid, NeedSaid, Understood
from .models import ImportBatch
from .queries import (
    Known,
    experts_among,
    keys_taken,
    known_people,
    known_ventures,
    needs_made,
    words_known_of,
)

SPACE = UUID("5b0a4a0e-6a55-4a3e-9a0e-2f3f0f0c9d11")  # what the keys of imported rows derive from
MOST_QUESTIONS = 500
MOST_AT_ONCE = 5000  # people, needs and experts written in one go: some twenty seconds


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
    keys = {
        what: {row_key(batch.fingerprint, draft, what): draft.place for draft in understood.drafts}
        for what in ("person", "need")
    }
    made = needs_made(keys["need"])
    made_before = _made_before(keys, known, made)
    matched = match(understood.drafts, known, made_before, answers)
    taken = keys_taken(keys["person"])
    people = [_person(someone, batch.fingerprint, taken) for someone in matched.people]
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
    plan = ImportPlan(
        people,
        matched,
        understood.faults,
        understood.fault_count,
        understood.notes,
        list(new_ventures.values()),
        hub.languages[0] if hub and hub.languages else "fr",
    )
    _check_size(plan)
    return plan


def _check_size(plan: ImportPlan) -> None:
    counts = plan.counts
    too_many = {
        "many_questions": (len(plan.matched.questions), MOST_QUESTIONS),
        "many_at_once": (
            sum(counts[name] for name in ("people", "needs", "experts")),
            MOST_AT_ONCE,
        ),
    }
    for code, (found, most) in too_many.items():
        if found > most:
            plan.faults = [Fault(code, values={"most": most}), *plan.faults]
            plan.fault_count += 1


def _made_before(
    keys: Mapping[str, Mapping[UUID, str]], known: Iterable[Known], needs: Mapping[UUID, int]
) -> dict[str, Known]:
    """By place, whom an earlier import of the same file made or chose for the row."""
    known = list(known)
    by_pk = {one.pk: one for one in known}
    places = {keys["person"][one.key]: one for one in known if one.key in keys["person"]}
    chosen = {keys["need"][key]: by_pk[pk] for key, pk in needs.items() if pk in by_pk}
    return places | chosen


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


def _mark_what_is_here(people: Iterable[PersonPlan], made: Mapping[UUID, int], user: Any) -> None:
    """Needs said before (this very row, or the same words of the same person) and experts."""
    people = list(people)
    known = [plan.known.pk for plan in people if plan.known]
    said, experts = words_known_of(known, user), experts_among(known)
    for plan in people:
        seen = set(said.get(plan.known.pk, ())) if plan.known else set()
        for need in plan.needs:
            words = fold(need.said.words)
            need.is_here = need.key in made or words in seen
            seen.add(words)
        if plan.known and plan.expert:
            plan.is_expert_here = plan.known.pk in experts
