"""A proposal's run: asked once, computed by a child of the planning worker, placed as sessions."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.enums import UNFINISHED_RUNS, Preset, RunState, SessionState
from elspace.support.models import Proposal, Session, Term
from elspace.support.planning import Brief, build_problem, place_solution, unmet_of
from elspace.support.planning.running import SECONDS, PlannerFailed, run_planner
from elspace.trust.actions import record
from optimiser.check import check
from optimiser.parsing import parse_problem
from optimiser.solution import parse_solution

from .sessions import propose_session

SILENT_AFTER = timedelta(seconds=30)  # a run without a sign of life for so long was interrupted


@transaction.atomic
def ask_proposal(*, term: Term, preset: Preset, by: Person) -> tuple[Proposal, bool]:
    """Ask for a programme; answers the run and whether it is new. Two people who press at once get
    one run; one that was interrupted is closed, so that it never blocks the next."""
    running = Proposal.objects.filter(term=term, state__in=UNFINISHED_RUNS).first()
    if running is not None and not is_interrupted(running):
        return running, False
    if running is not None:
        _close(running, RunState.FAILED, error="interrupted")
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                term=term, preset=preset, requested_by=by, heartbeat_at=timezone.now()
            )
    except IntegrityError:  # somebody was faster by a moment
        return Proposal.objects.get(term=term, state__in=UNFINISHED_RUNS), False
    record("ask_proposal", subject=proposal, actor=by, changes={"preset": ("", preset)})
    return proposal, True


@transaction.atomic
def stop_proposal(*, proposal: Proposal, by: Person) -> None:
    """Good enough: the planner gives the best it has found so far."""
    Proposal.objects.filter(pk=proposal.pk, state__in=UNFINISHED_RUNS).update(stop_asked=True)
    record("stop_proposal", subject=proposal, actor=by)


def is_interrupted(proposal: Proposal) -> bool:
    """Whether a run that should be alive has given no sign of life for 30 seconds."""
    alive = proposal.heartbeat_at or proposal.requested_at
    return proposal.state in UNFINISHED_RUNS and timezone.now() - alive > SILENT_AFTER


def compute_proposal(proposal: Proposal) -> None:
    """What the planning worker does: build, solve in a child, check, place. Each write is its own
    short transaction; none is open while the planner searches."""
    claimed = Proposal.objects.filter(pk=proposal.pk, state=RunState.QUEUED).update(
        state=RunState.COMPUTING, heartbeat_at=timezone.now()
    )
    if not claimed:
        return
    brief = build_problem(term=proposal.term, preset=Preset(proposal.preset))
    Proposal.objects.filter(pk=proposal.pk).update(problem=brief.problem)
    try:
        solution = run_planner(
            brief.problem, seconds=SECONDS, beat=lambda progress: _beat(proposal, progress)
        )
    except PlannerFailed as failure:
        _close(proposal, RunState.FAILED, error=str(failure))
        return
    faults = check(parse_problem(brief.problem), parse_solution(solution))
    if faults:  # a plan that breaks a rule is never shown
        _close(proposal, RunState.FAILED, error=f"check: {faults[0].rule}")
        return
    _place(proposal, brief, solution)


def _beat(proposal: Proposal, progress: dict[str, Any]) -> bool:
    """Keep the sign of life (and the progress); False when somebody said it is good enough."""
    changes: dict[str, Any] = {"heartbeat_at": timezone.now()}
    if progress:
        changes["progress"] = progress
    Proposal.objects.filter(pk=proposal.pk).update(**changes)
    row = Proposal.objects.filter(pk=proposal.pk).values_list("stop_asked", "state").get()
    return not row[0] and row[1] == RunState.COMPUTING


@transaction.atomic
def _place(proposal: Proposal, brief: Brief, solution: dict[str, Any]) -> None:
    """Put the plan on the board in place of the proposed sessions nobody placed by hand."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != RunState.COMPUTING:  # it was given up meanwhile
        return
    old = Session.objects.filter(
        term=row.term, state=SessionState.PROPOSED, is_by_hand=False
    ).select_related("occasion")
    for session in old:
        session.occasion.delete()
    placed, seats = place_solution(brief, solution)
    needs = Need.objects.select_related("person").in_bulk([n for one in placed for n in one.needs])
    useful = _("Proposed to use an hour that was free.")
    for one in placed:
        slot = brief.slots[one.slot]
        propose_session(
            term=row.term,
            discipline=one.discipline,
            format=one.format,
            expert=one.expert,
            room=one.room,
            language=one.language,
            start_at=slot.start_at,
            end_at=slot.end_at,
            needs=[needs[n] for n in one.needs],
            reason=useful,
            proposal=row,
            by=None,
        )
    row.solution = {
        "points": solution["points"],
        "bound": solution["bound"],
        "gap": solution["gap"],
        "status": solution["status"],
        "unmet": {str(n): why for n, why in unmet_of(solution).items()},
        "held_back": {str(n): why for n, why in brief.held_back.items()},
        "free_seats": [[seat.session, seat.need] for seat in seats],
    }
    row.state = RunState.READY
    row.finished_at = timezone.now()
    row.save()
    record("place_proposal", subject=row, actor=row.requested_by)


def _close(proposal: Proposal, state: RunState, *, error: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        state=state, error=error[:300], finished_at=timezone.now()
    )


def give_up(*, proposal: Proposal, by: Person) -> None:
    """Close a run that was interrupted."""
    if not is_interrupted(proposal):
        raise Refused(_("This run is still alive."))
    _close(proposal, RunState.FAILED, error="interrupted")
