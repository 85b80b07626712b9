"""The programme manager had the term completed around what stood, and what would help most worked
out: true runs of the planner, whose answers can be computed again."""

from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.actions.remedies import ask_remedies, compute_remedies
from elspace.support.enums import Preset, RunState
from elspace.support.models import Proposal

from .cast import Cast

TRIED_AGO, COMPLETED_AGO = 75, 45  # minutes
WORK = 20  # of the planner: enough to prove that no plan gains a point; the same plan everywhere
LITTLE_WORK = 4  # for the one that was only tried


def tell_completion(cast: Cast) -> None:
    """A while ago, once this morning's changes were known: tried one way, then kept another, so
    that two can be compared."""
    cast.story.at(cast.days.lately(TRIED_AGO), _tried, cast)
    cast.story.at(cast.days.lately(COMPLETED_AGO), _completed, cast)


def _tried(cast: Cast) -> None:
    _proposed(cast, Preset.EVERYONE, LITTLE_WORK)


def _completed(cast: Cast) -> None:
    proposal = _proposed(cast, Preset.BALANCED, WORK)
    if proposal is not None:
        ask_remedies(proposal=proposal, by=cast.programme)
        compute_remedies(proposal, work=WORK)


def _proposed(cast: Cast, preset: Preset, work: int) -> Proposal | None:
    """One run; None on a machine that cannot plan, which shows a hub before its proposal rather
    than a failed one."""
    proposal, _is_new = ask_proposal(term=cast.terms[0], preset=preset, by=cast.programme)
    compute_proposal(proposal, work=work)
    proposal.refresh_from_db()
    if proposal.state == RunState.READY:
        return proposal
    proposal.delete()
    return None
