"""Recounts what a re-plan moved: how much of the previous plan, and how much of it without need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimiser.check.book import Book
from optimiser.check.fault import Fault
from optimiser.check.rules import broken_rules
from optimiser.problem import Problem, Session
from optimiser.solution import Replan, Solution, attendances


def standing_sessions(problem: Problem, previous: Solution) -> list[Session]:
    """Old sessions that still break no rule, with their attendees whose needs are still sent.

    Each is tried beside the locked sessions alone; `after` is asked of all that stand together,
    so that keeping every one of them is always possible unless a limit was lowered.
    """
    standing = []
    for index, old in enumerate(previous.sessions):
        sent = tuple(need for need in old.attendees if need in problem.needs)
        session = replace(old, attendees=sent)
        lock = next((s for s in problem.locked if _same_place(s, old)), None)
        if lock is not None:
            attendees = dict.fromkeys((*lock.attendees, *sent))
            session = replace(lock, attendees=tuple(attendees))
        else:
            # Its old id may have been given to another session meanwhile.
            session = replace(session, id=f"previous session {index}")
        if sent and _breaks_nothing(problem, session):
            standing.append(session)
    return _with_earlier_needs(problem, standing)


def _same_place(one: Session, other: Session) -> bool:
    return replace(one, id="", attendees=()) == replace(other, id="", attendees=())


def _breaks_nothing(problem: Problem, session: Session) -> bool:
    others = tuple(lock for lock in problem.locked if lock.id != session.id)
    faults = broken_rules(problem, (*others, session))
    return all(fault.rule == "after" for fault in faults)


def _with_earlier_needs(problem: Problem, standing: list[Session]) -> list[Session]:
    """Leaves out sessions with attendees who wait for a need that no longer stands."""
    locked = problem.locked_needs()
    while True:
        ids = {session.id for session in standing}
        others = tuple(lock for lock in problem.locked if lock.id not in ids)
        book = Book(problem, (*others, *standing))
        kept = [s for s in standing if all(n in locked or _in_order(book, n) for n in s.attendees)]
        if len(kept) == len(standing):
            return kept
        standing = kept


def _in_order(book: Book, name: str) -> bool:
    slot = book.met_at[name]
    earlier = book.problem.needs[name].after
    return all(a in book.met_at and book.met_at[a] < slot for a in earlier)


def recount(problem: Problem, previous: Solution, sessions: tuple[Session, ...]) -> Replan:
    """The counts of `Replan`; attendances whose need is no longer sent are not counted."""
    now = set(attendances(sessions))
    standing = set(attendances(standing_sessions(problem, previous)))
    gone = [a for a in attendances(previous.sessions) if a.need in problem.needs and a not in now]
    people = {problem.needs[a.need].resident for a in gone}
    affected = tuple(name for name in problem.residents if name in people)
    return Replan(len(gone), sum(a in standing for a in gone), 0, affected)


def wrong_replan(problem: Problem, previous: Solution, solution: Solution) -> Iterator[Fault]:
    stated = solution.replan
    if stated is None:
        return
    true = recount(problem, previous, solution.sessions)
    for key in ("changed", "without_need"):
        if getattr(stated, key) != getattr(true, key):
            text = f"{key} is {getattr(true, key)}, not {getattr(stated, key)}."
            yield Fault("replan", f"$.replan.{key}", text)
    if set(stated.affected) != set(true.affected):
        yield Fault("replan", "$.replan.affected", "Other residents are affected than those named.")
    if solution.points is not None and stated.freer_points < solution.points:
        text = "freer_points is below the points of this plan."
        yield Fault("replan", "$.replan.freer_points", text)
