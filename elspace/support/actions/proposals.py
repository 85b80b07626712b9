"""A proposal's run: asked once, computed by a child of the planning worker, placed as sessions."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from elspace.agenda.models import Occasion
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.enums import UNFINISHED_RUNS, Preset, RunState, SessionState
from elspace.support.models import Proposal, Session, Term
from elspace.support.planning import (
    Brief,
    Placed,
    board_before,
    build_problem,
    kept_sessions,
    place_solution,
    refused_sessions,
    seats_in,
    tidy,
    unmet_of,
    unmoved,
    with_rooms_for_moved,
)
from elspace.support.planning.running import SECONDS, PlannerFailed, run_planner
from elspace.support.queries.comparing import board_lines
from elspace.support.queries.programme import board_sessions
from elspace.support.queries.replanned import MOVES
from elspace.trust.actions import record
from optimiser.check import Fault, check
from optimiser.parsing import parse_problem
from optimiser.solution import parse_solution

from .sessions import drop_proposed, propose_session

# Of the planner's ten seconds, those for certain hours where there are probable ones too.
SURE_SECONDS = 7
REPLAN_SECONDS = 3
Beat = Callable[[dict[str, Any]], bool]
SILENT_AFTER = timedelta(seconds=30)  # a run without a sign of life for so long was interrupted


@transaction.atomic
def ask_proposal(
    *,
    term: Term,
    preset: Preset,
    around_mine: bool = False,
    moves_little: bool = False,
    by: Person,
) -> tuple[Proposal, bool]:
    """Ask for a programme; answers the run and whether it is new. Two people who press at once get
    one run; one that was interrupted is closed, so that it never blocks the next.

    What a person placed always stays. `around_mine`: whatever stands on the board stays.
    `moves_little`: what is only proposed moves where it must, and little else.
    """
    running = Proposal.objects.filter(term=term, state__in=UNFINISHED_RUNS).first()
    if running is not None and not is_interrupted(running):
        return running, False
    if running is not None:
        _close(running, RunState.FAILED, error="interrupted")
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                term=term,
                preset=preset,
                around_mine=around_mine,
                moves_little=moves_little and not around_mine,
                requested_by=by,
                heartbeat_at=timezone.now(),
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


def compute_proposal(proposal: Proposal, *, work: int | None = None) -> None:
    """What the planning worker does: build, solve in a child, check, place. Each write is its own
    short transaction; none is open while the planner searches. `work`: see `run_planner`."""
    claimed = Proposal.objects.filter(pk=proposal.pk, state=RunState.QUEUED).update(
        state=RunState.COMPUTING, heartbeat_at=timezone.now()
    )
    if not claimed:
        return
    try:
        brief = build_problem(
            term=proposal.term,
            preset=Preset(proposal.preset),
            everything=proposal.around_mine,
        )
        Proposal.objects.filter(pk=proposal.pk).update(problem=brief.problem)

        def beat(progress: dict[str, Any]) -> bool:
            return _beat(proposal, progress)

        if proposal.moves_little:
            previous = board_before(proposal.term, Preset(proposal.preset))
            sure = plan = _replan(brief, previous, beat, work)
            plan["replan"]["seats"] = seats_in(previous["sessions"])
        else:
            sure, plan = _plan(brief, beat, work)
    except PlannerFailed as failure:
        _close(proposal, RunState.FAILED, error=str(failure))
        return
    except Exception as fault:  # said on the page at once, and in the log by the worker
        _close(proposal, RunState.FAILED, error=type(fault).__name__)
        raise
    _place(proposal, brief, sure, plan)


def _plan(
    brief: Brief, beat: Beat, work: int | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The plan in certain hours, and the plan: the first completed in probable hours, if any."""
    seconds = SURE_SECONDS if brief.maybe else SECONDS
    sure = _solve(brief.problem, seconds, beat, work)
    if not brief.maybe or not sure["unmet"]:  # nobody is left for the probable hours
        return sure, _tidied(brief, brief.problem, sure)
    problem = brief.with_maybe(sure)
    whole = _solve(problem, SECONDS - SURE_SECONDS, beat, work)
    # What was found in certain hours is only kept from moving: it may still be made kinder.
    return sure, _tidied(brief, {**problem, "locked": brief.problem["locked"]}, whole)


def _replan(brief: Brief, previous: dict[str, Any], beat: Beat, work: int | None) -> dict[str, Any]:
    """The board changed as little as possible; what stands on probable hours may stay on them."""
    problem = brief.with_all_hours()
    solution = run_planner(
        problem, seconds=REPLAN_SECONDS, work=work, previous=previous, moves=MOVES, beat=beat
    )
    if _faults(problem, solution, previous):
        raise PlannerFailed("check: re-plan")
    kinder = with_rooms_for_moved(problem, solution, previous, brief.beside)
    return solution if _faults(problem, kinder, previous) else kinder


def _tidied(brief: Brief, problem: dict[str, Any], solution: dict[str, Any]) -> dict[str, Any]:
    """The plan made kinder, if every rule and reason still holds; else as it is."""
    kinder = tidy(problem, solution, brief.beside)
    return solution if _faults(problem, kinder) else kinder


def _solve(problem: dict[str, Any], seconds: float, beat: Beat, work: int | None) -> dict[str, Any]:
    solution = run_planner(problem, seconds=seconds, work=work, beat=beat)
    faults = _faults(problem, solution)
    if faults:  # a plan that breaks a rule is never shown
        raise PlannerFailed(f"check: {faults[0].rule}")
    return solution


def _beat(proposal: Proposal, progress: dict[str, Any]) -> bool:
    """Keep the sign of life (and the progress); False when somebody said it is good enough."""
    changes: dict[str, Any] = {"heartbeat_at": timezone.now()}
    if progress:
        changes["progress"] = progress
    Proposal.objects.filter(pk=proposal.pk).update(**changes)
    row = Proposal.objects.filter(pk=proposal.pk).values_list("stop_asked", "state").get()
    return not row[0] and row[1] == RunState.COMPUTING


def _faults(
    problem: dict[str, Any], solution: dict[str, Any], previous: dict[str, Any] | None = None
) -> list[Fault]:
    before = parse_solution(previous) if previous is not None else None
    return check(parse_problem(problem), parse_solution(solution), before)


@transaction.atomic
def _place(
    proposal: Proposal, brief: Brief, sure: dict[str, Any], solution: dict[str, Any]
) -> None:
    """Put the plan on the board in place of the proposed sessions nobody placed by hand."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != RunState.COMPUTING:  # it was given up meanwhile
        return
    before = board_lines(board_sessions(row.term))
    placed, seats = place_solution(brief, solution)
    meanwhile = [one for one in kept_sessions(row.term) if one.pk not in brief.kept]
    placed = [one for one in placed if not _clashes(one, brief, meanwhile)]
    same = unmoved(row.term, placed, brief) if row.moves_little else {}
    if not row.around_mine:
        _clear_board(row.term, but=same)
    needs = Need.objects.select_related("person").in_bulk([n for one in placed for n in one.needs])
    for one in placed:
        if one in same.values():
            continue
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
            proposal=row,
            by=None,
        )
    _drop_answered_elsewhere(row.term, {n for one in placed for n in one.needs}, by=None)
    row.solution = {
        "points": sure["points"],
        "bound": sure["bound"],
        "gap": sure["gap"],
        "status": sure["status"],
        "points_in_all": solution["points"],
        "likely": sum(one.slot in brief.maybe.get(f"e{one.expert.pk}", ()) for one in placed),
        "unmet": {str(n): why for n, why in unmet_of(solution).items()},
        "held_back": {str(n): why for n, why in brief.held_back.items()},
        "board": board_lines(board_sessions(row.term)),
        "free_seats": [[seat.session, seat.need] for seat in seats],
    }
    if "replan" in solution:
        replan = solution["replan"]
        row.solution |= {
            "before": before,
            "seats": replan["seats"],
            "changed": replan["changed"],
            "without_need": replan["without_need"],
            "freer_points": replan["freer_points"],
        }
    row.state = RunState.READY
    row.finished_at = timezone.now()
    row.save()
    record("place_proposal", subject=row, actor=row.requested_by)


def _clear_board(term: Term, *, but: Collection[int] = ()) -> None:
    """Take the last proposal off: what is only proposed, by nobody's hand, and not refused."""
    old = Session.objects.filter(
        term=term, state=SessionState.PROPOSED, is_by_hand=False, cannot_at=None
    ).exclude(pk__in=but)
    Occasion.objects.filter(session__in=old).delete()


def _clashes(one: Placed, brief: Brief, meanwhile: list[Session]) -> bool:
    """Whether somebody placed or asked something, while the planner searched, that takes the
    expert, the room or a need of this session."""
    slot = brief.slots[one.slot]
    for other in meanwhile:
        answered = {seat.need_id for seat in other.occasion.invitations.all()}
        same = other.expert_id == one.expert.pk or other.room_id == one.room.pk
        at_once = other.occasion.start_at < slot.end_at and slot.start_at < other.occasion.end_at
        if answered & set(one.needs) or (same and at_once):
            return True
    return False


def _drop_answered_elsewhere(term: Term, answered: set[int], *, by: Person | None) -> None:
    """Dates an expert refused leave the board once all their people have another one."""
    for session in refused_sessions(term):
        waiting = set(
            session.occasion.invitations.filter(is_dropped=False, need__isnull=False).values_list(
                "need", flat=True
            )
        )
        if waiting and waiting <= answered:
            drop_proposed(session=session, by=by)


def _close(proposal: Proposal, state: RunState, *, error: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        state=state, error=error[:300], finished_at=timezone.now()
    )
