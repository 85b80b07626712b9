"""Who and what a finished plan occupies, written down session by session."""

from __future__ import annotations

from collections import Counter

from optimiser.problem import Expert, Format, Need, Problem, Resident, Room, Session


class Book:
    """The plan as people would keep it on paper; sessions that name unknown things are left out."""

    def __init__(self, problem: Problem, sessions: tuple[Session, ...]) -> None:
        self.problem = problem
        self.sessions = [s for s in sessions if names_are_known(problem, s)]
        self.expert_at: set[tuple[str, int]] = set()
        self.room_at: set[tuple[str, int]] = set()
        self.resident_at: set[tuple[str, int]] = set()
        self.expert_total: Counter[str] = Counter()
        self.expert_week: Counter[tuple[str, int]] = Counter()
        self.resident_week: Counter[tuple[str, int]] = Counter()
        self.met_at: dict[str, int] = {}
        for session in self.sessions:
            self._write(session)

    def _write(self, session: Session) -> None:
        week = self.problem.term.week_of(session.slot)
        self.expert_at.add((session.expert, session.slot))
        self.room_at.add((session.room, session.slot))
        self.expert_total[session.expert] += 1
        self.expert_week[session.expert, week] += 1
        for need in session.attendees:
            resident = self.problem.needs[need].resident
            self.resident_at.add((resident, session.slot))
            self.resident_week[resident, week] += 1
            self.met_at[need] = session.slot

    def below_week_limit(self, resident: Resident, week: int) -> bool:
        limit = resident.max_per_week
        return limit is None or self.resident_week[resident.id, week] < limit

    def term_is_full(self, expert: Expert) -> bool:
        limit = expert.max_sessions
        return limit is not None and self.expert_total[expert.id] >= limit

    def can_give_one_more(self, expert: Expert, slot: int) -> bool:
        """Available, unoccupied, under both limits."""
        week = self.problem.term.week_of(slot)
        limit = expert.max_per_week
        return (
            slot in expert.available
            and (expert.id, slot) not in self.expert_at
            and not self.term_is_full(expert)
            and (limit is None or self.expert_week[expert.id, week] < limit)
        )

    def has_room_left(self, form: Format, slot: int) -> bool:
        """Is a suitable room open and unoccupied?"""
        return any(
            room.suits(form) and slot not in room.closed and (room.id, slot) not in self.room_at
            for room in self.problem.rooms.values()
        )

    def can_attend(self, need: Need, slot: int) -> bool:
        """Could this unmet need be met in the slot, the rest of the plan untouched?"""
        resident = self.problem.residents[need.resident]
        week = self.problem.term.week_of(slot)
        return (
            slot not in resident.busy
            and (resident.id, slot) not in self.resident_at
            and self.below_week_limit(resident, week)
            and in_time(self.problem, need, slot)
            and all(a in self.met_at and self.met_at[a] < slot for a in need.after)
        )


def names_are_known(problem: Problem, session: Session) -> bool:
    return (
        session.format in problem.formats
        and session.expert in problem.experts
        and session.room in problem.rooms
        and 0 <= session.slot < problem.term.total
        and all(need in problem.needs for need in session.attendees)
    )


def in_time(problem: Problem, need: Need, slot: int) -> bool:
    return need.before_week is None or problem.term.week_of(slot) < need.before_week


def seats(room: Room, form: Format) -> int:
    return min(form.max, room.capacity)
