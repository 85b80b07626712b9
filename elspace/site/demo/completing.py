"""The programme manager had the term completed around what stood, and what would help most worked
out: true runs of the planner, whose answers can be computed again."""

from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.actions.remedies import ask_remedies, compute_remedies
from elspace.support.enums import Preset, RunState
from elspace.support.models import Proposal

from .cast import Cast

COMPLETED_AGO = 45  # minutes
WORK = 20  # of the planner: enough to prove that no plan gains a point; the same plan everywhere


def tell_completion(cast: Cast) -> None:
    """A while ago, once this morning's changes were known."""
    cast.story.at(cast.days.lately(COMPLETED_AGO), _completed, cast)


def _completed(cast: Cast) -> None:
    proposal, _is_new = ask_proposal(
        term=cast.terms[0], preset=Preset.BALANCED, around_mine=True, by=cast.programme
    )
    compute_proposal(proposal, work=WORK)
    proposal.refresh_from_db()
    if proposal.state == RunState.READY:
        ask_remedies(proposal=proposal, by=cast.programme)
        compute_remedies(proposal, work=WORK)
    # A machine that cannot plan shows a hub before its proposal, not a failed one.
    Proposal.objects.filter(pk=proposal.pk).exclude(state=RunState.READY).delete()
