"""What planning again, moving as little as possible, changed; and how much it may move."""

from dataclasses import dataclass

from elspace.people.models import Person
from elspace.support.models import Proposal

from .comparing import Comparison, compare_boards
from .programme import counts_sealed

MOVES = 0.02  # of the seats already given, those that planning again may move without need


@dataclass(frozen=True)
class Replanned:
    """What a re-plan changed on the board it began with. `with_need`, `without_need`: seats changed
    because something forced it, and though nothing did, of `seats` in all; None where needs count
    in them that the reader may not read. `could_win`: points that planning without regard to the
    dates proposed before would win."""

    change: Comparison
    seats: int | None
    with_need: int | None
    without_need: int | None
    could_win: int

    @property
    def may_move(self) -> int:
        """How many seats it was allowed to move without need."""
        return may_move(self.seats or 0)


def may_move(seats: int) -> int:
    """How many of so many seats planning again may move without need, as the planner rounds it."""
    return int(MOVES * seats + 1e-9)


def replanned(proposal: Proposal, reader: Person) -> Replanned | None:
    """What the latest run changed, when it was a re-plan; None otherwise."""
    solution = proposal.solution
    if "before" not in solution:
        return None
    told = {} if counts_sealed(proposal, reader) else solution
    forced = told["changed"] - told["without_need"] if "changed" in told else None
    return Replanned(
        compare_boards(solution["before"], solution["board"], reader),
        seats=told.get("seats"),  # re-plans of old did not keep it
        with_need=forced,
        without_need=told.get("without_need"),
        could_win=max(0, solution["freer_points"] - solution["points"]),
    )
