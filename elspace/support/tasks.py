"""Background tasks of support: one run of the planner."""

from django_tasks import task

from .actions.proposals import compute_proposal
from .models import Proposal


@task(queue_name="planning")
def run_proposal(number: int) -> None:
    """Compute a proposal; its row is the truth of the run."""
    proposal = Proposal.objects.select_related("term").filter(pk=number).first()
    if proposal is not None:
        compute_proposal(proposal)
