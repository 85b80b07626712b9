"""What set-up relies on: pinned and hashed packages, no download address, every target told."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = [*sorted((ROOT / "requirements").iterdir()), ROOT / "package-lock.json"]


def tracked() -> list[str]:
    listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
    return [name for name in listed.split("\0") if name]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_locks_name_no_address(path: Path):
    assert (
        re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links|resolved", path.read_text())
        == []
    )


@pytest.mark.parametrize("group", ["run", "test", "front"])
def test_requirements_are_pinned_and_hashed(group: str):
    text = (ROOT / "requirements" / f"{group}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_tests_and_running_pin_the_same_versions():
    pins = {}
    for group in ("run", "test"):
        found = re.findall(
            r"^([\w.-]+==\S+)", (ROOT / f"requirements/{group}.txt").read_text(), re.M
        )
        pins[group] = {pin.split("==")[0]: pin for pin in found}
    shared = pins["run"].keys() & pins["test"].keys()
    assert {pins["run"][name] for name in shared} == {pins["test"][name] for name in shared}


def test_front_end_packages_are_pinned():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in held for name, held in locked.items() if name)


def test_nothing_made_by_set_up_is_tracked():
    made = re.compile(r"^(static|var|node_modules|\.venv|\.stamps)/|\.(mo|woff2|sqlite3)$|^\.env$")
    assert [name for name in tracked() if made.search(name)] == []


def test_help_tells_every_target():
    makefile = (ROOT / "Makefile").read_text()
    phony = " ".join(re.findall(r"^\.PHONY: (.*)", makefile, re.M)).split()
    told = subprocess.check_output(["make", "help"], cwd=ROOT, text=True)
    assert sorted(re.findall(r"^  make (\S+) +\S", told, re.M)) == sorted(phony)


@pytest.mark.parametrize(("machine", "code"), [({}, 0), ({"CI": "true"}, 1)], ids=["user", "CI"])
def test_without_chromium_the_browser_part_says_so_and_fails_in_ci(machine, code, tmp_path):
    done = subprocess.run(
        [sys.executable, "scripts/test.py", "browser"],
        cwd=ROOT,
        env={"PATH": str(tmp_path), **machine},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "NO CHROMIUM ON THIS MACHINE" in done.stdout) == (code, True)


def test_totals_are_worded_as_pytest_words_its_own():
    spec = importlib.util.spec_from_file_location("totals", ROOT / "scripts" / "totals.py")
    totals = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(totals)
    outputs = [
        "....\n4 passed, 2 deselected, 1 warning in 1.50s\n",
        "F.\n1 failed, 1 passed, 1 error in 61.20s (0:01:01)\n",
        "no pytest here\n",
    ]
    assert totals.total_line(outputs, 62.7) == "1 failed, 5 passed, 1 error in 62.70s"
    assert totals.total_line([], 0) == "no tests ran in 0.00s"
