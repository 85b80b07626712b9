"""The command line: what it writes, when it stops, and what it says to bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.optimiser.days import day
from tests.optimiser.evenings import evening
from tests.optimiser.family import family

ROOT = Path(__file__).parents[2]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "optimiser", *arguments]


def run(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), input=given, capture_output=True, timeout=240, check=False, cwd=ROOT
    )


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(family(20, 8, 2, 3, weeks=4, locked=4)), encoding="utf-8")
    return path


def test_work_writes_the_same_bytes_every_time(problem: Path) -> None:
    wishes = ["--work", "3", "--certificate"]
    first = run("programme", str(problem), *wishes)
    second = run("programme", "-", *wishes, given=problem.read_bytes())
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["proof"]["kind"] in {"prices", "search"}


def test_progress_is_told_line_by_line_and_the_plan_checks(problem: Path, tmp_path: Path) -> None:
    output = tmp_path / "solution.json"
    done = run("programme", str(problem), "--seconds", "1.5", "--output", str(output))
    assert (done.returncode, done.stdout) == (0, b"")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    keys = ["points", "bound", "seconds", "residents_met", "needs_met"]
    assert all(list(line) == keys for line in lines)
    assert [line["points"] for line in lines] == sorted(line["points"] for line in lines)
    assert os.listdir(tmp_path) == ["problem.json", "solution.json"]
    checked = run("check", "programme", str(problem), str(output))
    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])


def test_check_lists_faults_and_ends_with_one(problem: Path, tmp_path: Path) -> None:
    solution = tmp_path / "solution.json"
    solution.write_text('{"sessions": [], "points": 5}', encoding="utf-8")
    checked = run("check", "programme", str(problem), str(solution))
    faults = json.loads(checked.stdout)
    assert checked.returncode == 1
    assert {tuple(fault) for fault in faults} == {("rule", "where", "text")}
    assert {fault["rule"] for fault in faults} == {"locked", "points"}


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_search_with_the_best_plan(
    tmp_path: Path, signalled: signal.Signals
) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(family(60, 20, 4, 1)), encoding="utf-8")
    child = subprocess.Popen(
        command("programme", str(problem), "--seconds", "600"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stderr is not None
    assert json.loads(child.stderr.readline())["points"] > 0
    child.send_signal(signalled)
    written, _ = child.communicate(timeout=240)
    assert child.returncode == 0
    solution = tmp_path / "solution.json"
    solution.write_bytes(written)
    assert run("check", "programme", str(problem), str(solution)).returncode == 0


def test_a_signal_before_the_search_begins_still_leaves_a_plan(problem: Path) -> None:
    child = subprocess.Popen(
        command("programme", "-", "--seconds", "600"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    # The child waits for its problem here, long before the solver is imported.
    assert child.stdin is not None
    content = problem.read_bytes()
    child.stdin.write(content[:100])
    child.stdin.flush()
    wait_until_reading(child.pid)
    child.send_signal(signal.SIGTERM)
    written, _ = child.communicate(content[100:], timeout=240)
    assert child.returncode == 0
    assert json.loads(written)["status"] in {"optimal", "feasible"}


def wait_until_reading(pid: int) -> None:
    """Returns once the process has installed its handler of SIGTERM."""
    while True:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe{",
        b"{",
        b"null",
        b"[" * 100_000,
        b'{"kind": ' + b"9" * 5000 + b"}",
        b'{"kind": "tables"}',
        b"[" + b"0," * 5_000_000 + b"0]",
    ],
)
def test_nonsense_is_answered_in_sentences(content: bytes, tmp_path: Path) -> None:
    output = tmp_path / "solution.json"
    answer = run("programme", "-", "--output", str(output), given=content)
    assert (answer.returncode, answer.stdout) == (2, b"")
    lines = answer.stderr.decode().splitlines()
    assert 1 <= len(lines) <= 20
    assert all(line.startswith("$") and line.endswith(".") for line in lines)
    assert not output.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["meetings", "x"],
        ["tables"],
        ["check", "evening", "a", "b"],
        ["programme", "missing.json"],
        ["programme", "."],
        ["programme", "-", "--seconds", "nan"],
        ["programme", "-", "--seconds", "0"],
        ["programme", "-", "--work", "-1"],
        ["programme", "-", "--work", "1", "--seconds", "1"],
        ["programme", "-", "--workers", "0"],
        ["programme", "-", "--moves", "0.5"],
        ["programme", "-", "--moves", "2"],
        ["check", "programme", "-"],
    ],
)
def test_a_bad_command_ends_with_two_and_no_traceback(arguments: list[str]) -> None:
    answer = run(*arguments, given=b"{}")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert b"Traceback" not in answer.stderr


def test_an_unwritable_output_is_refused_before_the_search(problem: Path) -> None:
    answer = run("programme", str(problem), "--output", "/nowhere/at/all.json")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert answer.stderr.splitlines() == [b"'/nowhere/at/all.json': cannot be written."]


def test_the_modules_the_web_may_use_load_no_solver() -> None:
    code = (
        "import sys, optimiser.tables.check, optimiser.tables.parsing, optimiser.meetings.check,"
        "optimiser.meetings.parsing, optimiser.problem, optimiser.parsing, optimiser.solution,"
        "optimiser.labels, optimiser.check, optimiser.explain, optimiser.command;"
        "print(sorted(m for m in ('numpy', 'ortools', 'optimiser.model', 'optimiser.solve')"
        " if m in sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert answer.stdout.strip() == b"[]"


def test_all_faults_up_to_twenty_are_told_at_once(problem: Path) -> None:
    content = json.loads(problem.read_bytes())
    for need in content["needs"]:
        need["weight"] = 0
    answer = run("programme", "-", given=json.dumps(content).encode())
    lines = answer.stderr.decode().splitlines()
    assert lines[0] == "$.needs[0].weight: must be at least 1, not 0."
    assert len(lines) == 20


@pytest.mark.parametrize(
    ("kind", "asked", "code"),
    [
        ("tables", evening(12, 3, 4, 3), 0),
        ("tables", evening(9, 2, 4, 1), 3),
        ("meetings", day(12, 6, 4, 16, 1), 0),
        ("meetings", {**day(12, 6, 4, 16, 1), "locations": 0}, 3),
    ],
)
def test_evenings_and_days_are_planned_checked_or_answered_by_a_conflict(
    kind: str, asked: dict[str, object], code: int, tmp_path: Path
) -> None:
    question, answer = tmp_path / "problem.json", tmp_path / "solution.json"
    question.write_text(json.dumps(asked), encoding="utf-8")
    first = run(kind, str(question), "--work", "3", "--output", str(answer))
    assert first.returncode == code, first.stderr
    written = answer.read_bytes()
    run(kind, str(question), "--work", "3", "--output", str(answer))
    assert answer.read_bytes() == written
    if code == 3:
        found = json.loads(written)
        assert found["status"] == "infeasible"
        assert 1 <= len(found["conflict"]) <= 8
        return
    lines = [json.loads(line) for line in first.stderr.splitlines()]
    assert all(list(line) == ["value", "bound", "seconds"] for line in lines)
    checked = run("check", kind, str(question), str(answer))
    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])
    again = run(kind, str(question), "--seconds", "1", "--previous", str(answer), "--certificate")
    assert again.returncode == 0
    assert json.loads(again.stdout)["value"] <= json.loads(written)["value"]


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("kind", "asked"),
    [("tables", evening(20, 5, 4, 6)), ("meetings", day(40, 14, 12, 120, 2, fairness=1))],
)
def test_a_signal_ends_evenings_and_days_with_the_best(
    kind: str, asked: dict[str, object], signalled: signal.Signals, tmp_path: Path
) -> None:
    question = tmp_path / "problem.json"
    question.write_text(json.dumps(asked), encoding="utf-8")
    child = subprocess.Popen(
        command(kind, str(question), "--seconds", "600"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stderr is not None
    assert json.loads(child.stderr.readline())["value"] >= 0
    child.send_signal(signalled)
    written, _ = child.communicate(timeout=240)
    assert child.returncode == 0
    assert json.loads(written)["status"] in {"optimal", "feasible"}
