"""What would help most: asked once for a proposal, priced by a child of the planning worker."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.people.models import Person
from elspace.support.enums import UNFINISHED_RUNS, Preset, RunState
from elspace.support.models import Proposal
from elspace.support.planning import board_as_it_stands, changes_found
from elspace.support.planning.running import PlannerFailed, run_remedies
from elspace.support.queries.programme import ready_proposal
from elspace.support.queries.remedies import is_remedies_interrupted
from elspace.support.queries.standing_now import mark_of
from elspace.trust.actions import record

from .proposals import is_interrupted

SECONDS = 20


@transaction.atomic
def ask_remedies(*, proposal: Proposal, by: Person | None) -> bool:
    """Ask what would help most; answers whether it is to be computed (two who press: once)."""
    row = Proposal.objects.select_for_update(of=("self",)).defer("problem").get(pk=proposal.pk)
    latest = ready_proposal(row.term)
    if latest is None or latest.pk != row.pk:
        raise Refused(_("The programme has been proposed again meanwhile: look at the new one."))
    if row.remedies_state in UNFINISHED_RUNS and not is_remedies_interrupted(row):
        return False
    Proposal.objects.filter(pk=row.pk).update(
        remedies_state=RunState.QUEUED, remedies_beat_at=timezone.now()
    )
    record("ask_remedies", subject=row, actor=by)
    return True


def compute_remedies(proposal: Proposal, *, work: int | None = None) -> None:
    """What the planning worker does: read the board, price changes in a child, keep the list. A
    new proposal does not wait for it: the list ends with what was found until then."""
    claimed = Proposal.objects.filter(pk=proposal.pk, remedies_state=RunState.QUEUED).update(
        remedies_state=RunState.COMPUTING, remedies_beat_at=timezone.now()
    )
    if not claimed:
        return
    if not _goes_on(proposal):
        _close(proposal, "", None)
        return
    try:
        seen = mark_of(proposal.term)
        problem, standing = board_as_it_stands(proposal.term, Preset(proposal.preset))
        found = run_remedies(
            problem,
            standing,
            seconds=SECONDS,
            work=work,
            beat=lambda _progress: _goes_on(proposal),
        )
    except PlannerFailed:
        _close(proposal, RunState.FAILED, None)
        return
    except Exception:  # said on the page at once, and in the log by the worker
        _close(proposal, RunState.FAILED, None)
        raise
    _close(proposal, RunState.READY, {"seen": seen, "changes": changes_found(problem, found)})


def _goes_on(proposal: Proposal) -> bool:
    """Keep the sign of life; False when a programme waits to be proposed. One whose task was lost
    waits for nothing."""
    Proposal.objects.filter(pk=proposal.pk).update(remedies_beat_at=timezone.now())
    waiting = Proposal.objects.filter(state=RunState.QUEUED).defer("problem", "solution")
    return all(is_interrupted(one) for one in waiting)


def _close(proposal: Proposal, state: str, found: dict[str, Any] | None) -> None:
    """Keep the end of a run; one that failed leaves the list before it."""
    values: dict[str, Any] = {"remedies_state": state}
    if found is not None:
        values |= {"remedies": found, "remedies_at": timezone.now()}
    Proposal.objects.filter(pk=proposal.pk, remedies_state=RunState.COMPUTING).update(**values)
