"""The examples of docs/optimiser-formats.md are problems that can be solved as they stand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import optimiser

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "optimiser-formats.md"
EXAMPLES = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)


def test_each_kind_has_its_example() -> None:
    kinds = [json.loads(example)["kind"] for example in EXAMPLES]
    assert kinds == ["programme", "tables", "meetings"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_solved_without_fault(example: str) -> None:
    problem: dict[str, Any] = json.loads(example)
    solution = optimiser.plan(problem["kind"], problem, work=4)
    assert solution["status"] == "optimal"
    assert optimiser.faults(problem["kind"], problem, json.loads(json.dumps(solution))) == []
