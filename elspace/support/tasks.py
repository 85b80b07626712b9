"""Background tasks of support: a run of the planner, and what would help most once it is there."""

from django_tasks import task

from elspace.core.answers import Refused

from .actions.proposals import compute_proposal
from .actions.remedies import ask_remedies, compute_remedies
from .enums import RunState
from .models import Proposal


@task(queue_name="planning")
def run_proposal(number: int) -> None:
    """Compute a proposal; its row is the truth of the run. What would help most comes after it."""
    proposal = Proposal.objects.select_related("term").filter(pk=number).first()
    if proposal is None:
        return
    compute_proposal(proposal)
    proposal.refresh_from_db(fields=["state"])
    if proposal.state != RunState.READY:
        return
    try:
        is_new = ask_remedies(proposal=proposal, by=None)
    except Refused:  # proposed again meanwhile: that one has a list of its own
        return
    if is_new:
        run_remedies.enqueue(proposal.pk)


@task(queue_name="planning")
def run_remedies(number: int) -> None:
    """Price what would help most for a proposal; its row is the truth of the run."""
    proposal = Proposal.objects.select_related("term").filter(pk=number).first()
    if proposal is not None:
        compute_remedies(proposal)
