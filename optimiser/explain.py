"""Says why each unmet need is unmet: the first reason that is true, in words and as facts.

Sets of slots are whole numbers read as bits, so that "some slot suits all of them" is one `&`.
The checker recomputes the same reasons by plain loops and shares nothing with this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from optimiser.labels import REASONS
from optimiser.problem import Expert, Need, Problem, Session
from optimiser.reading import shown
from optimiser.solution import Reason

OBSTACLES = {
    "full": "is full",
    "busy": "falls when the resident is not free",
    "other_session": "falls in the same slot as another session of the resident",
    "week_limit": "falls in a week in which the resident has reached the limit",
    "late": "comes too late",
    "order": "does not come after the needs this one waits for",
    "format": "has a format this need does not accept",
    "language": "is in a language the resident does not speak",
}


def explain(problem: Problem, sessions: Iterable[Session]) -> dict[str, Reason]:
    """A reason for each need no session meets, in the order of the problem."""
    explainer = _Explainer(problem, list(sessions))
    unmet = [need for need in problem.needs.values() if need.id not in explainer.met_at]
    return {need.id: explainer.reason(need) for need in unmet}


def servable_needs(problem: Problem) -> frozenset[str]:
    """Needs to which none of the first four reasons applies, whatever the plan."""
    explainer = _Explainer(problem, [])
    return frozenset(n.id for n in problem.needs.values() if explainer.never_servable(n) is None)


def _bits(slots: Iterable[int]) -> int:
    found = 0
    for slot in slots:
        found |= 1 << slot
    return found


class _Explainer:
    def __init__(self, problem: Problem, sessions: list[Session]) -> None:
        self.problem = problem
        self.sessions = sessions
        self.all_slots = (1 << problem.term.total) - 1
        self.free = {r.id: self.all_slots & ~_bits(r.busy) for r in problem.residents.values()}
        self.available = {e.id: _bits(e.available) for e in problem.experts.values()}
        self.open = {f: self._open_slots(f) for f in problem.formats}
        self.teachers: dict[str, list[Expert]] = {}
        for expert in problem.experts.values():
            for discipline in expert.disciplines:
                self.teachers.setdefault(discipline, []).append(expert)
        self.wanting: dict[str, list[Need]] = {}
        for need in problem.needs.values():
            self.wanting.setdefault(need.discipline, []).append(need)
        self.crowds: dict[tuple[str, str, str], tuple[int, list[int]]] = {}
        self._count_plan()

    def _count_plan(self) -> None:
        self.met_at: dict[str, int] = {}
        self.given: Counter[str] = Counter()
        self.taken: dict[str, int] = {}
        self.in_week: Counter[tuple[str, int]] = Counter()
        for session in self.sessions:
            self.given[session.expert] += 1
            for name in session.attendees:
                resident = self.problem.needs[name].resident
                self.met_at[name] = session.slot
                self.taken[resident] = self.taken.get(resident, 0) | 1 << session.slot
                self.in_week[resident, self.problem.term.week_of(session.slot)] += 1

    def _open_slots(self, form: str) -> int | None:
        """Slots in which a suitable room is open; None when no room suits."""
        rooms = [r for r in self.problem.rooms.values() if r.suits(self.problem.formats[form])]
        if not rooms:
            return None
        closed = self.all_slots
        for room in rooms:
            closed &= _bits(room.closed)
        return self.all_slots & ~closed

    def in_time(self, need: Need) -> int:
        if need.before_week is None:
            return self.all_slots
        slots = min(need.before_week * self.problem.term.slots_per_week, self.problem.term.total)
        return (1 << slots) - 1

    def crowd(self, discipline: str, form: str, language: str) -> tuple[int, list[int]]:
        """Slots in which enough people are free for this format, and how many are in each."""
        key = (discipline, form, language)
        if key not in self.crowds:
            people = {
                need.resident
                for need in self.wanting.get(discipline, [])
                if form in need.formats
                and language in self.problem.residents[need.resident].languages
            }
            counts = [0] * self.problem.term.total
            for name in people:
                busy = self.problem.residents[name].busy
                for slot in range(self.problem.term.total):
                    counts[slot] += slot not in busy
            least = self.problem.formats[form].min
            enough = _bits(slot for slot, count in enumerate(counts) if count >= least)
            self.crowds[key] = (enough, counts)
        return self.crowds[key]

    def ways(self, need: Need) -> list[tuple[Expert, str, str]]:
        spoken = self.problem.residents[need.resident].languages
        return [
            (expert, form, language)
            for expert in self.teachers.get(need.discipline, [])
            for form in need.formats
            if form in expert.formats
            for language in sorted(expert.languages & spoken)
        ]

    def never_servable(self, need: Need) -> Reason | None:
        """The first of the four reasons that hold whatever the plan, or None."""
        ways = self.ways(need)
        if not ways:
            return _reason("no_expert", discipline=need.discipline, formats=list(need.formats))
        formats = dict.fromkeys(form for _, form, _ in ways)
        with_room = [way for way in ways if self.open[way[1]] is not None]
        if not with_room:
            return _reason("no_room", formats=list(formats))
        mine = self.free[need.resident] & self.in_time(need)
        common = [
            (expert, form, language, slots)
            for expert, form, language in with_room
            if (slots := self.available[expert.id] & (self.open[form] or 0) & mine)
        ]
        if not common:
            return _reason("no_common_time", experts=_ids(expert for expert, _, _ in with_room))
        self._able = [
            expert
            for expert, form, language, slots in common
            if self.crowd(need.discipline, form, language)[0] & slots
        ]
        if self._able:
            return None
        return self._too_few(need, [(form, language, slots) for _, form, language, slots in common])

    def _too_few(self, need: Need, common: list[tuple[str, str, int]]) -> Reason:
        """The shortfall of the format that misses the fewest people."""
        most: dict[str, int] = {}
        for form, language, slots in common:
            counts = self.crowd(need.discipline, form, language)[1]
            found = max(count for slot, count in enumerate(counts) if slots >> slot & 1)
            most[form] = max(found, most.get(form, 0))
        least = {form: self.problem.formats[form].min for form in most}
        form = min(most, key=lambda form: least[form] - most[form])
        reason = _reason("too_few_peers", format=form, min=least[form], found=most[form])
        text = f"{shown(form)} needs {least[form]} people, at most {most[form]} are free together."
        return Reason(reason.code, text, reason.facts)

    def reason(self, need: Need) -> Reason:
        if (never := self.never_servable(need)) is not None:
            return never
        able = list(dict.fromkeys(self._able))
        for earlier in need.after:
            if earlier not in self.met_at:
                text = f"It comes after {shown(earlier)}, which is unmet."
                return Reason("prerequisite", text, {"after": earlier})
        if all(e.max_sessions is not None and self.given[e.id] >= e.max_sessions for e in able):
            return _reason("expert_full", experts=_ids(able))
        offered = 0
        for expert in able:
            offered |= self.available[expert.id]
        offered &= self.in_time(need) & self.free[need.resident]
        if not offered & ~self.occupied(need.resident):
            return _reason("resident_full", experts=_ids(able))
        return self._outranked(need)

    def occupied(self, resident: str) -> int:
        """Slots the plan takes from a resident: her sessions, and weeks at her limit."""
        found = self.taken.get(resident, 0)
        limit = self.problem.residents[resident].max_per_week
        if limit is not None:
            length = self.problem.term.slots_per_week
            for week in range(self.problem.term.weeks):
                if self.in_week[resident, week] >= limit:
                    found |= ((1 << length) - 1) << (week * length)
        return found

    def _outranked(self, need: Need) -> Reason:
        """Names the session of this discipline that has the fewest obstacles."""
        best: tuple[int, int] | None = None
        nearest: tuple[Session, list[str]] | None = None
        for session in self.sessions:
            if session.discipline == need.discipline:
                obstacles = self._obstacles(need, session)
                rank = (len(obstacles), session.slot)
                if best is None or rank < best:
                    best, nearest = rank, (session, obstacles)
        if nearest is None:
            facts: dict[str, object] = {"session": None, "why": "no_session"}
            return Reason("outranked", "No session of this discipline found its place.", facts)
        session, obstacles = nearest
        why = obstacles[0] if obstacles else "full"
        text = f"The nearest session, {shown(session.id)} in slot {session.slot}, {OBSTACLES[why]}."
        return Reason("outranked", text, {"session": session.id, "why": why})

    def _obstacles(self, need: Need, session: Session) -> list[str]:
        """What stands between a need and a session, the hardest to change first."""
        problem, slot = self.problem, session.slot
        resident = problem.residents[need.resident]
        form, room = problem.formats[session.format], problem.rooms[session.room]
        limit, week = resident.max_per_week, problem.term.week_of(slot)
        found = {
            "language": session.language not in resident.languages,
            "format": session.format not in need.formats,
            "late": not self.in_time(need) >> slot & 1,
            "busy": slot in resident.busy,
            "order": any(self.met_at.get(a, slot) >= slot for a in need.after),
            "other_session": bool(self.taken.get(resident.id, 0) >> slot & 1),
            "week_limit": limit is not None and self.in_week[resident.id, week] >= limit,
            "full": len(session.attendees) >= min(form.max, room.capacity),
        }
        return [obstacle for obstacle, stands in found.items() if stands]


def _ids(experts: Iterable[Expert]) -> list[str]:
    return list(dict.fromkeys(expert.id for expert in experts))


def _reason(code: str, **facts: object) -> Reason:
    return Reason(code, REASONS[code], facts)
