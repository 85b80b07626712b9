"""Recomputes why each unmet need is unmet, and whether the plan could have met it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimiser.check.book import Book, in_time, seats
from optimiser.check.fault import Fault
from optimiser.problem import Need, Problem, Session
from optimiser.reading import shown
from optimiser.solution import Reason


@dataclass(frozen=True, slots=True)
class Way:
    """Somebody who could meet a need in this format and language, plan or no plan."""

    expert: str
    format: str
    language: str


class Reasons:
    """The eight tests in their order, by plain loops; remembers counts that many needs share."""

    def __init__(self, problem: Problem, book: Book) -> None:
        self.problem = problem
        self.book = book
        self._peers: dict[tuple[str, str, str, int], int] = {}
        self._open: dict[tuple[str, int], bool] = {}

    def ways_taught(self, need: Need) -> list[Way]:
        """First test: who teaches it in an accepted format in a language the resident speaks."""
        spoken = self.problem.residents[need.resident].languages
        return [
            Way(expert.id, form, language)
            for expert in self.problem.experts.values()
            if need.discipline in expert.disciplines
            for form in need.formats
            if form in expert.formats
            for language in sorted(spoken & expert.languages)
        ]

    def room_exists(self, form: str) -> bool:
        return any(room.suits(self.problem.formats[form]) for room in self.problem.rooms.values())

    def room_is_open(self, form: str, slot: int) -> bool:
        key = (form, slot)
        if key not in self._open:
            self._open[key] = any(
                room.suits(self.problem.formats[form]) and slot not in room.closed
                for room in self.problem.rooms.values()
            )
        return self._open[key]

    def times(self, need: Need, way: Way) -> Iterator[int]:
        """Third test, the plan ignored: slots in which expert, resident and a room can meet."""
        busy = self.problem.residents[need.resident].busy
        for slot in self.problem.experts[way.expert].available:
            if (
                slot not in busy
                and in_time(self.problem, need, slot)
                and self.room_is_open(way.format, slot)
            ):
                yield slot

    def able_experts(self, need: Need, ways: list[Way]) -> set[str]:
        """Experts with at least one slot that passes the first four tests for this need."""
        able: set[str] = set()
        for way in ways:
            least = self.problem.formats[way.format].min
            if way.expert not in able and any(
                self.peers(need.discipline, way.format, way.language, slot) >= least
                for slot in self.times(need, way)
            ):
                able.add(way.expert)
        return able

    def peers(self, discipline: str, form: str, language: str, slot: int) -> int:
        """Fourth test: people with such a need, met or not, who are not busy in the slot."""
        key = (discipline, form, language, slot)
        if key not in self._peers:
            people = set()
            for need in self.problem.needs.values():
                resident = self.problem.residents[need.resident]
                if (
                    need.discipline == discipline
                    and form in need.formats
                    and language in resident.languages
                    and slot not in resident.busy
                ):
                    people.add(resident.id)
            self._peers[key] = len(people)
        return self._peers[key]

    def first_true(self, need: Need) -> str:
        """The code of the first true reason."""
        ways = self.ways_taught(need)
        if not ways:
            return "no_expert"
        ways = [way for way in ways if self.room_exists(way.format)]
        if not ways:
            return "no_room"
        if not any(True for way in ways for _ in self.times(need, way)):
            return "no_common_time"
        able = self.able_experts(need, ways)
        if not able:
            return "too_few_peers"
        if any(earlier not in self.book.met_at for earlier in need.after):
            return "prerequisite"
        experts = [expert for expert in self.problem.experts.values() if expert.id in able]
        if all(self.book.term_is_full(expert) for expert in experts):
            return "expert_full"
        if not any(self._could_come(need, s) for e in experts for s in e.available):
            return "resident_full"
        return "outranked"

    def _could_come(self, need: Need, slot: int) -> bool:
        """Seventh test, the plan counted: free, below the week's limit, in time."""
        resident = self.problem.residents[need.resident]
        return (
            slot not in resident.busy
            and (resident.id, slot) not in self.book.resident_at
            and self.book.below_week_limit(resident, self.problem.term.week_of(slot))
            and in_time(self.problem, need, slot)
        )


def untrue_reasons(problem: Problem, book: Book, given: dict[str, Reason]) -> Iterator[Fault]:
    """Reasons that are not the first true one, or whose facts do not hold."""
    reasons = Reasons(problem, book)
    sessions = {session.id for session in book.sessions}
    for name, reason in given.items():
        if name not in problem.needs or name in book.met_at:
            continue
        where = f"$.unmet[{shown(name)}]"
        need = problem.needs[name]
        true = reasons.first_true(need)
        if reason.code != true:
            text = f"The reason given is {shown(reason.code)}, the first true one is {true}."
            yield Fault("reason", where, text)
        elif not _facts_hold(reasons, need, reason, sessions):
            yield Fault("reason", where, f"The facts given for {true} do not hold.")


def _facts_hold(reasons: Reasons, need: Need, reason: Reason, sessions: set[str]) -> bool:
    facts = reason.facts
    if reason.code == "too_few_peers":
        return (facts.get("format"), facts.get("min"), facts.get("found")) in _shortfalls(
            reasons, need
        )
    if reason.code == "prerequisite":
        after = facts.get("after")
        return after in need.after and after not in reasons.book.met_at
    if reason.code == "outranked":
        session = facts.get("session")
        return (session is None or session in sessions) and bool(facts.get("why"))
    return True


def _shortfalls(reasons: Reasons, need: Need) -> set[tuple[object, object, object]]:
    """For each format: its minimum and the most people ever found in a slot of the third test."""
    most: dict[str, int] = {}
    for way in reasons.ways_taught(need):
        if reasons.room_exists(way.format):
            for slot in reasons.times(need, way):
                found = reasons.peers(need.discipline, way.format, way.language, slot)
                most[way.format] = max(found, most.get(way.format, 0))
    return {(form, reasons.problem.formats[form].min, found) for form, found in most.items()}


def avoidable_needs(problem: Problem, book: Book) -> dict[str, str]:
    """Unmet needs the plan could meet with the rest untouched, and how."""
    unmet = [need for need in problem.needs.values() if need.id not in book.met_at]
    found: dict[str, str] = {}
    for session in book.sessions:
        if len(session.attendees) < seats(
            problem.rooms[session.room], problem.formats[session.format]
        ):
            for need in unmet:
                if need.id not in found and _fits(book, need, session):
                    found[need.id] = f"a seat is free in the session {shown(session.id)}"
    for need_ids, slot, expert in _sessions_possible(problem, book, unmet):
        for need_id in need_ids:
            text = f"expert {shown(expert)} could give one more session in slot {slot}"
            found.setdefault(need_id, text)
    return found


def _fits(book: Book, need: Need, session: Session) -> bool:
    return (
        need.discipline == session.discipline
        and session.format in need.formats
        and session.language in book.problem.residents[need.resident].languages
        and book.can_attend(need, session.slot)
    )


def _sessions_possible(
    problem: Problem, book: Book, unmet: list[Need]
) -> Iterator[tuple[list[str], int, str]]:
    """Every further session for which enough unmet people could come, with all of their needs."""
    rooms: dict[tuple[str, int], bool] = {}
    coming: dict[tuple[str, str, str, int], list[Need]] = {}
    wanted = {need.discipline for need in unmet}
    for expert in problem.experts.values():
        if book.term_is_full(expert):
            continue
        for slot in sorted(expert.available):
            if not book.can_give_one_more(expert, slot):
                continue
            for form in sorted(expert.formats):
                if (form, slot) not in rooms:
                    rooms[form, slot] = book.has_room_left(problem.formats[form], slot)
                if not rooms[form, slot]:
                    continue
                for discipline in sorted(expert.disciplines & wanted):
                    for language in sorted(expert.languages):
                        key = (discipline, form, language, slot)
                        if key not in coming:
                            coming[key] = _who_could_come(book, unmet, key)
                        people = {need.resident for need in coming[key]}
                        if len(people) >= problem.formats[form].min:
                            yield [need.id for need in coming[key]], slot, expert.id


def _who_could_come(book: Book, unmet: list[Need], wanted: tuple[str, str, str, int]) -> list[Need]:
    discipline, form, language, slot = wanted
    return [
        need
        for need in unmet
        if need.discipline == discipline
        and form in need.formats
        and language in book.problem.residents[need.resident].languages
        and book.can_attend(need, slot)
    ]
