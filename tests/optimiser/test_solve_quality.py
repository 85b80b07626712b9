"""Plans are legal, complete and truthful; on tiny hubs they are the best there is."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.optimiser.brute import best_points
from tests.optimiser.family import family
from tests.optimiser.runs import checked, planned


def minute_hub(seed: int) -> dict[str, Any]:
    """Two experts with two free slots each, four residents, one or two rooms."""
    problem = family(4, 2, 1 + seed % 2, seed, weeks=2, days=1, slots=2, needs=(1, 2))
    random = Random(seed)
    problem["formats"] = {"meeting": {"min": 1, "max": 1}, "clinic": {"min": 2, "max": 3}}
    for person in problem["experts"]:
        person["formats"] = random.sample(["meeting", "clinic"], random.randint(1, 2))
        person["available"] = sorted(random.sample(range(4), 2))
        person["disciplines"] = ["law"] if random.random() < 0.5 else ["law", "sales"]
        person["languages"] = person["languages"][:2]
        person["max_sessions"] = random.choice([1, 2, None])
    for room in problem["rooms"]:
        room["equipment"], room["closed"] = ["projector"], []
    for resident in problem["residents"]:
        resident["busy"] = random.sample(range(4), 1)
    for need in problem["needs"]:
        need["discipline"] = random.choice(["law", "law", "sales"])
        need["formats"] = random.sample(["meeting", "clinic"], random.randint(1, 2))
    return problem


@pytest.mark.parametrize("seed", range(24))
def test_tiny_hub_is_planned_as_well_as_by_trying_everything(seed: int) -> None:
    problem = minute_hub(seed)
    solution = checked(problem, work=5)
    best = best_points(problem)
    assert solution.points == best
    assert solution.status == "optimal"


@pytest.mark.parametrize("seed", range(12))
def test_small_hub_has_a_plan_without_fault(seed: int) -> None:
    problem = family(18, 8, 2, seed, weeks=4, locked=seed % 4 * 3, bonus=seed % 3)
    solution = checked(problem, work=3, certificate=True)
    assert solution.bound is not None
    assert solution.points is not None
    assert solution.points <= solution.bound


def test_a_hub_with_hours_for_everybody_is_proven_at_once() -> None:
    problem = family(6, 6, 4, 3)
    for person in problem["experts"]:
        person["disciplines"] = sorted({n["discipline"] for n in problem["needs"]})
        person["max_sessions"] = person["max_per_week"] = None
    problem["formats"] = {"meeting": {"min": 1, "max": 1}}
    for row in [*problem["experts"], *problem["needs"]]:
        row["formats"] = ["meeting"]
    solution = checked(problem, work=1, certificate=True)
    assert solution.unmet == {}
    assert (solution.status, solution.gap) == ("optimal", 0.0)


def test_more_work_never_ends_lower() -> None:
    problem = family(24, 9, 2, 5, weeks=4)
    points = [planned(problem, work).points for work in (0, 1, 3, 5)]
    assert points == sorted(points)


@pytest.mark.parametrize("seed", range(4))
def test_of_plans_worth_the_same_the_worst_served_get_the_fairest(seed: int) -> None:
    """As many hours as half of the needs: everybody can have half, and nobody need have none."""
    problem = family(4, 1, 1, seed, weeks=2)
    problem["formats"] = {"meeting": {"min": 1, "max": 1}}
    problem["rooms"] = [{"id": "olive", "capacity": 2}]
    problem["residents"] = [{"id": f"p{i}", "languages": ["french"]} for i in range(4)]
    need = {"discipline": "law", "formats": ["meeting"], "weight": 1}
    problem["needs"] = [
        {**need, "id": f"{i} {j}", "resident": f"p{i}"} for i in range(4) for j in range(4)
    ]
    problem["experts"] = [
        {
            "id": "amel",
            "disciplines": ["law"],
            "formats": ["meeting"],
            "languages": ["french"],
            "available": list(range(40)),
            "max_sessions": 8,
        }
    ]
    problem["first_bonus"] = 0
    solution = checked(problem, work=4, seed=seed + 1)
    met = [name.split()[0] for session in solution.sessions for name in session.attendees]
    assert {met.count(str(i)) for i in range(4)} == {2}
