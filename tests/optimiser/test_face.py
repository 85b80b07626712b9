"""One Python face for the three planners: what the command line writes, without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import optimiser
from tests.optimiser.days import tiny as tiny_day
from tests.optimiser.evenings import evening
from tests.optimiser.family import family

ROOT = Path(__file__).resolve().parents[2]
PROBLEMS: dict[str, Any] = {
    "programme": family(12, 6, 2, 1, weeks=2),
    "tables": evening(9, 3, 3, 4),
    "meetings": tiny_day(3),
}


@pytest.mark.parametrize("kind", list(PROBLEMS))
def test_plan_is_what_the_command_line_writes(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(PROBLEMS[kind]))
    told: list[dict[str, object]] = []
    solution = optimiser.plan(kind, PROBLEMS[kind], work=3, certificate=True, tell=told.append)
    command = [sys.executable, "-m", "optimiser", kind, str(path), "--work", "3", "--certificate"]
    answer = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    assert json.loads(answer.stdout) == json.loads(json.dumps(solution))
    assert told
    assert optimiser.faults(kind, PROBLEMS[kind], solution) == []


@pytest.mark.parametrize("kind", list(PROBLEMS))
def test_faults_tells_what_is_wrong_with_a_changed_plan(kind: str) -> None:
    solution = optimiser.plan(kind, PROBLEMS[kind], work=1)
    solution["status"], solution["bound"] = "optimal", 10**6
    rules = {fault["rule"] for fault in optimiser.faults(kind, PROBLEMS[kind], solution)}
    assert "status" in rules


def test_a_plan_made_from_another_stays_within_its_moves() -> None:
    problem = PROBLEMS["programme"]
    old = optimiser.plan("programme", problem, work=3)
    gone = {**problem, "experts": [{**e} for e in problem["experts"]]}
    gone["experts"][0]["available"] = []
    new: Any = optimiser.plan("programme", gone, work=3, previous=old, moves=0.0)
    assert new["replan"]["without_need"] == 0
    assert optimiser.faults("programme", gone, new, old) == []


def test_stop_ends_a_search_and_keeps_its_plan() -> None:
    problem = family(30, 10, 3, 1)
    solution = optimiser.plan("programme", problem, seconds=600.0, stop=lambda: True)
    assert optimiser.faults("programme", problem, solution) == []


def test_what_would_help_prices_small_changes() -> None:
    problem = PROBLEMS["programme"]
    solution = optimiser.plan("programme", problem, work=3)
    answer: Any = optimiser.what_would_help(problem, solution, work=6)
    assert all(remedy["points"] > 0 for remedy in answer["remedies"])


@pytest.mark.parametrize(
    ("kind", "wishes", "sentence"),
    [
        ("dinner", {}, 'kind: must be programme, tables or meetings, not "dinner".'),
        ("tables", {"seconds": 0}, "seconds: must be from 0 to 1e+06, not 0."),
        ("tables", {"seconds": float("nan")}, "seconds: must be a number."),
        ("tables", {"work": -1}, "work: must be at least 0, not -1."),
        ("tables", {"workers": 0}, "workers: must be at least 1, not 0."),
        ("programme", {"moves": 0.5}, "moves: needs a previous plan, whose moves it limits."),
        ("programme", {"moves": 2, "previous": {}}, "moves: must be from 0 to 1, not 2."),
    ],
)
def test_a_wish_no_search_could_keep_is_answered_in_a_sentence(
    kind: str, wishes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(optimiser.BadInputError) as bad:
        optimiser.plan(kind, PROBLEMS.get(kind, {}), **wishes)
    assert bad.value.faults == [sentence]


def test_importing_it_loads_no_solver() -> None:
    code = "import sys, optimiser; print(sorted({'numpy', 'ortools'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert answer.stdout.strip() == b"[]"
