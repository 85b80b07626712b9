"""What a plan is: sessions with their figures and reasons, its JSON, and how two plans differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from optimiser.parsing import SESSION_KEYS
from optimiser.problem import Problem, Session
from optimiser.reading import Reader, key_path, shown

STATUSES = ("optimal", "feasible")
_SOLUTION_KEYS = ("points", "bound", "gap", "status", "unmet", "replan", "proof")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a need is unmet: a code of labels.REASONS, a sentence, and the facts behind it."""

    code: str
    text: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Replan:
    """What a re-plan moved, counted in attendances of the previous plan."""

    changed: int
    without_need: int
    freer_points: int
    affected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """A finished plan, or one typed by hand, which may carry its sessions alone.

    `bound`: no plan of this problem is worth more points; proven, never estimated.
    `prices`: the certificate, a price for each need; `searched`: the bound was proven by search.
    """

    sessions: tuple[Session, ...]
    points: int | None = None
    bound: int | None = None
    gap: float | None = None
    status: str | None = None
    unmet: Mapping[str, Reason] | None = None
    replan: Replan | None = None
    prices: Mapping[str, float] | None = None
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """One need met in one session; two attendances are the same when all of it is."""

    need: str
    discipline: str
    format: str
    expert: str
    room: str
    slot: int
    language: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From an old plan to a new one, each in the order of its plan."""

    gone: tuple[Attendance, ...] = field(default=())
    new: tuple[Attendance, ...] = field(default=())
    same: tuple[Attendance, ...] = field(default=())


def attendances(sessions: Iterable[Session]) -> list[Attendance]:
    return [
        Attendance(need, s.discipline, s.format, s.expert, s.room, s.slot, s.language)
        for s in sessions
        for need in s.attendees
    ]


def difference(old: Solution, new: Solution) -> Difference:
    """Which attendances were moved or dropped, which are new, which stayed as they were."""
    before, after = attendances(old.sessions), attendances(new.sessions)
    had, has = set(before), set(after)
    return Difference(
        gone=tuple(a for a in before if a not in has),
        new=tuple(a for a in after if a not in had),
        same=tuple(a for a in after if a in had),
    )


def count_points(problem: Problem, sessions: Iterable[Session]) -> int:
    """Weights of the needs met, and the bonus once for each resident with one met."""
    met = {need for session in sessions for need in session.attendees}
    answered = {problem.needs[need].resident for need in met}
    return sum(problem.needs[need].weight for need in met) + problem.first_bonus * len(answered)


def gap_between(points: int, bound: int) -> float:
    """(bound − points) / bound, and 0 when they are equal."""
    return 0.0 if points == bound else (bound - points) / bound


def session_json(session: Session) -> dict[str, object]:
    values = {key: getattr(session, key) for key in SESSION_KEYS}
    return {**values, "attendees": list(session.attendees)}


def solution_json(solution: Solution) -> dict[str, object]:
    """The JSON of a solution; what it does not carry is left out."""
    found: dict[str, object] = {"sessions": [session_json(s) for s in solution.sessions]}
    for key in ("points", "bound", "gap", "status"):
        if getattr(solution, key) is not None:
            found[key] = getattr(solution, key)
    if solution.unmet is not None:
        found["unmet"] = {
            need: {"code": r.code, "text": r.text, "facts": dict(r.facts)}
            for need, r in solution.unmet.items()
        }
    if solution.replan is not None:
        r = solution.replan
        found["replan"] = {
            "changed": r.changed,
            "without_need": r.without_need,
            "freer_points": r.freer_points,
            "affected": list(r.affected),
        }
    if solution.searched:
        found["proof"] = {"kind": "search"}
    elif solution.prices is not None:
        found["proof"] = {"kind": "prices", "prices": dict(solution.prices)}
    return found


def parse_solution(value: object) -> Solution:
    """The solution in a JSON value; raises reading.BadInputError.

    Only its form is read here: whether it keeps the rules, and whether what it names exists,
    is for `check` to say.
    """
    reader = Reader()
    return reader.run(lambda: _solution(reader, value))


def _solution(reader: Reader, value: object) -> Solution:
    fields = reader.fields(value, "$", ("sessions",), _SOLUTION_KEYS)
    items = reader.items(fields.get("sessions", []), "$.sessions")
    sessions = tuple(_session(reader, v, f"$.sessions[{i}]") for i, v in enumerate(items))
    status = fields.get("status")
    if status is not None and status not in STATUSES:
        reader.fault("$.status", f'must be "optimal" or "feasible", not {shown(status)}')
        status = None
    prices, searched = _proof(reader, fields.get("proof"))
    return Solution(
        sessions,
        points=_count(reader, fields, "points", "$"),
        bound=_count(reader, fields, "bound", "$"),
        gap=_number(reader, fields["gap"], "$.gap") if "gap" in fields else None,
        status=str(status) if status is not None else None,
        unmet=_unmet(reader, fields["unmet"]) if "unmet" in fields else None,
        replan=_replan(reader, fields["replan"]) if "replan" in fields else None,
        prices=prices,
        searched=searched,
    )


def _session(reader: Reader, value: object, path: str) -> Session:
    fields = reader.fields(value, path, SESSION_KEYS)
    texts = {k: reader.text(fields.get(k), f"{path}.{k}") for k in SESSION_KEYS[:5] if k in fields}
    language = reader.text(fields["language"], f"{path}.language") if "language" in fields else ""
    attendees = reader.items(fields.get("attendees", []), f"{path}.attendees")
    return Session(
        **{key: texts.get(key, "") for key in SESSION_KEYS[:5]},
        slot=reader.whole(fields.get("slot", 0), f"{path}.slot", 0),
        language=language,
        attendees=tuple(
            reader.text(need, f"{path}.attendees[{i}]") for i, need in enumerate(attendees)
        ),
    )


def _count(reader: Reader, fields: dict[str, object], key: str, path: str) -> int | None:
    if key not in fields:
        return None
    return reader.whole(fields[key], f"{path}.{key}", 0, 10**15)


def _number(reader: Reader, value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 1e15:
        reader.fault(path, f"must be a number, not {shown(value)}")
        return 0.0
    return float(value)


def _unmet(reader: Reader, value: object) -> dict[str, Reason]:
    if not isinstance(value, dict):
        reader.fault("$.unmet", f"must be an object, not {shown(value)}")
        return {}
    reader.report_repeated(value, "$.unmet")
    found = {}
    for need, item in value.items():
        path = key_path("$.unmet", need)
        fields = reader.fields(item, path, ("code", "text", "facts"))
        facts = fields.get("facts", {})
        if not isinstance(facts, dict):
            reader.fault(f"{path}.facts", f"must be an object, not {shown(facts)}")
            facts = {}
        code = reader.text(fields.get("code", "?"), f"{path}.code")
        found[need] = Reason(code, reader.text(fields.get("text", "?"), f"{path}.text"), facts)
    return found


def _replan(reader: Reader, value: object) -> Replan:
    keys = ("changed", "without_need", "freer_points", "affected")
    fields = reader.fields(value, "$.replan", keys)
    counts = {key: _count(reader, fields, key, "$.replan") or 0 for key in keys[:3]}
    affected = tuple(reader.texts(fields.get("affected", []), "$.replan.affected"))
    return Replan(counts["changed"], counts["without_need"], counts["freer_points"], affected)


def _proof(reader: Reader, value: object) -> tuple[dict[str, float] | None, bool]:
    """The prices of a proof by prices, and whether it is one by search."""
    if value is None:
        return None, False
    fields = reader.fields(value, "$.proof", ("kind",), ("prices",))
    kind = fields.get("kind")
    if kind == "search" and "prices" not in fields:
        return None, True
    prices = fields.get("prices")
    if kind != "prices" or not isinstance(prices, dict):
        reader.fault("$.proof", 'must be of kind "prices" with prices, or of kind "search" without')
        return None, False
    reader.report_repeated(prices, "$.proof.prices")
    path = "$.proof.prices"
    return {need: _number(reader, p, key_path(path, need)) for need, p in prices.items()}, False
