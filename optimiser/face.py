"""The one Python face of the three planners; the solver is loaded by the first plan, not before."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass

from optimiser.check import broken_rules, check
from optimiser.check.fault import Fault
from optimiser.meetings.check import check_day
from optimiser.meetings.parsing import parse_day, parse_day_plan
from optimiser.meetings.problem import slots_in
from optimiser.parsing import parse_problem
from optimiser.reading import MOST_FAULTS, BadInputError, Reader, shown
from optimiser.solution import parse_solution, solution_json
from optimiser.tables.check import check_seating
from optimiser.tables.parsing import parse_evening, parse_seating

Json = dict[str, object]
Stop = Callable[[], bool]
Tell = Callable[[Json], None]

MOST_SECONDS = 1e6
MOST_WORKERS = 64
MOST_SEED = 2**31 - 1000


def _never() -> bool:
    return False


def _silent(_progress: Json) -> None:
    return


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to plan: `work` steps, or else `seconds`; `moves` is asked of a programme alone."""

    seconds: float
    work: int | None
    workers: int
    seed: int
    moves: float
    certificate: bool


def plan(
    kind: str,
    problem: object,
    *,
    seconds: float = 10.0,
    work: int | None = None,
    workers: int = 2,
    seed: int = 1,
    previous: object = None,
    moves: float | None = None,
    certificate: bool = False,
    stop: Stop = _never,
    tell: Tell = _silent,
) -> Json:
    """The best solution found: what the command line writes for the same problem, as JSON values.

    `work` steps instead of `seconds` give the same solution every time. `stop` is asked often and
    ends the search with the best so far; `tell` hears of everything better. Raises BadInputError.
    """
    planners = {"programme": _programme, "tables": _tables, "meetings": _meetings}
    _known(kind)
    _within(seconds=seconds, work=work, workers=workers, seed=seed, moves=moves)
    if moves is not None and previous is None:
        raise BadInputError(["moves: needs a previous plan, whose moves it limits."])
    share = 0.02 if moves is None else moves
    wishes = Wishes(seconds, work, workers, seed, share, certificate)
    return planners[kind](problem, previous, wishes, stop, tell)


def faults(kind: str, problem: object, solution: object, previous: object = None) -> list[Json]:
    """Everything wrong with a solution, as rule, where and text; solves nothing."""
    _known(kind)
    return [asdict(fault) for fault in _faults(kind, problem, solution, previous)]


def what_would_help(
    problem: object,
    solution: object,
    *,
    seconds: float = 20.0,
    work: int | None = None,
    most: int = 10,
    stop: Stop = _never,
) -> Json:
    """The `most` small changes to a programme's problem that are worth most, priced by planning."""
    _within(seconds=seconds, work=work)
    asked, plan_so_far = parse_problem(problem), parse_solution(solution)
    broken = broken_rules(asked, plan_so_far.sessions)
    if broken:
        raise BadInputError([f"{fault.where}: {fault.text}" for fault in broken[:MOST_FAULTS]])
    from optimiser.remedies import remedies, remedies_json

    limit = None if work is not None else seconds
    tried = 10**6 if work is None else work
    found = remedies(asked, plan_so_far.sessions, limit, tried, stop)
    return remedies_json(found[:most])


def _known(kind: str) -> None:
    if kind not in ("programme", "tables", "meetings"):
        sentence = f"kind: must be programme, tables or meetings, not {shown(kind)}."
        raise BadInputError([sentence])


def _within(**limits: float | None) -> None:
    """Numbers that no search could keep are faults of the input like any other."""
    reader = Reader()
    for name, most in (("work", 10**9), ("workers", MOST_WORKERS), ("seed", MOST_SEED)):
        if limits.get(name) is not None:
            reader.whole(limits[name], name, int(name == "workers"), most)
    for name, largest in (("seconds", MOST_SECONDS), ("moves", 1.0)):
        value = limits.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            reader.fault(name, "must be a number")
        elif not 0 <= value <= largest or (name == "seconds" and not value):
            reader.fault(name, f"must be from 0 to {largest:g}, not {value:g}")
    reader.run(lambda: None)


def _faults(kind: str, problem: object, solution: object, previous: object) -> list[Fault]:
    if kind == "tables":
        return list(check_seating(parse_evening(problem), parse_seating(solution)))
    if kind == "meetings":
        return list(check_day(parse_day(problem), parse_day_plan(solution)))
    before = parse_solution(previous) if previous is not None else None
    return check(parse_problem(problem), parse_solution(solution), before)


def _programme(problem: object, previous: object, wishes: Wishes, stop: Stop, tell: Tell) -> Json:
    asked = parse_problem(problem)
    before = parse_solution(previous) if previous is not None else None
    # Two and a half seconds, which do not count as time to search.
    from optimiser.solve import Request, solve

    request = Request(
        seconds=wishes.seconds,
        work=wishes.work,
        workers=wishes.workers,
        seed=wishes.seed,
        previous=before,
        moves=wishes.moves,
        certificate=wishes.certificate,
    )
    return solution_json(solve(asked, request, stop, lambda progress: tell(asdict(progress))))


def _tables(problem: object, previous: object, wishes: Wishes, stop: Stop, tell: Tell) -> Json:
    evening = parse_evening(problem)
    start = parse_seating(previous) if previous is not None else None
    from optimiser.tables.solve import EveningRequest, solve_evening

    request = EveningRequest(
        seconds=wishes.seconds,
        work=wishes.work,
        workers=wishes.workers,
        seed=wishes.seed,
        start=start.rounds if start is not None else None,
    )
    return _with_proof(wishes, solve_evening(evening, request, stop, tell))


def _meetings(problem: object, previous: object, wishes: Wishes, stop: Stop, tell: Tell) -> Json:
    day = parse_day(problem)
    start = parse_day_plan(previous) if previous is not None else None
    from optimiser.meetings.solve import DayRequest, solve_day

    request = DayRequest(
        seconds=wishes.seconds,
        work=wishes.work,
        workers=wishes.workers,
        seed=wishes.seed,
        start=slots_in(start) if start is not None else None,
    )
    return _with_proof(wishes, solve_day(day, request, stop, tell))


def _with_proof(wishes: Wishes, solution: Json) -> Json:
    """Bounds of evenings and days are counted or searched; no prices stand behind them."""
    if wishes.certificate and "value" in solution:
        return {**solution, "proof": {"kind": "search"}}
    return solution
