"""The Programme: before, while and after it is proposed; asking experts, announcing to people."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hosting.forms import seen_in, seen_value
from elspace.hosting.rules import Heard
from elspace.hub.parts import calendar_of, hub_of
from elspace.hub.queries import Calendar
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.support.actions.proposals import ask_proposal, is_interrupted, stop_proposal
from elspace.support.actions.sessions import announce_sessions, ask_those_free
from elspace.support.enums import UNFINISHED_RUNS, WEIGHTS, Preset, RunState
from elspace.support.models import Proposal, Session, Term
from elspace.support.planning import seats_standing
from elspace.support.queries.before import before_proposing
from elspace.support.queries.comparing import can_compare
from elspace.support.queries.dates import is_noisy
from elspace.support.queries.gone import apart_from_gone, gone_of
from elspace.support.queries.programme import (
    board_of,
    board_sessions,
    count_standing,
    counts_sealed,
    last_proposal,
    practice_share,
    ready_proposal,
    standing_of,
)
from elspace.support.queries.remedies import remedies_of
from elspace.support.queries.replanned import may_move, replanned
from elspace.support.queries.sessions import sessions_to_announce, sessions_to_ask
from elspace.support.queries.terms import current_term
from elspace.support.queries.unmet import count_unmet, unmet_list
from elspace.support.subjects import may_read_session
from elspace.support.tasks import run_proposal

SHOWN_UNMET = 5


@requires("support.view_programme")
def programme(request: HttpRequest) -> HttpResponse:
    """The term's board, or what comes before there is one."""
    term = current_term()
    if term is None:
        return render(request, "support/programme_without_term.html")
    run = last_proposal(term)
    context = _run_context(run) | {"term": term}
    if context["is_running"]:
        return render(request, "support/programme_running.html", _running(request, context))
    sessions = board_sessions(term)
    if not sessions and (run is None or run.state != RunState.READY):
        return render(request, "support/programme_before.html", context | _before(request, term))
    ready = run if run and run.state == RunState.READY else ready_proposal(term)
    return render(
        request, "support/programme.html", context | _after(request, term, sessions, ready)
    )


def _run_context(run: Proposal | None) -> dict[str, Any]:
    interrupted = run is not None and is_interrupted(run)
    return {
        "run": run,
        "is_running": run is not None and run.state in UNFINISHED_RUNS and not interrupted,
        "is_interrupted": interrupted or (run is not None and run.error == "interrupted"),
        "is_failed": run is not None
        and run.state == RunState.FAILED
        and run.error != "interrupted",
    }


def _running(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return context | {"is_uncounted": counts_sealed(context["run"], acting(request))}


def _always(request: HttpRequest, term: Term) -> dict[str, Any]:
    reader: Person = acting(request)
    calendar = calendar_of(request)
    return {
        "gone": gone_of(term, reader, calendar),
        "unknowns": before_proposing(term, reader, calendar),
        "can_propose": reader.has_perm("support.propose_programme"),
        "can_compose": reader.has_perm("support.change_session"),
    }


def _before(request: HttpRequest, term: Term) -> dict[str, Any]:
    reader: Person = acting(request)
    stands = count_standing(term)
    return _always(request, term) | {
        "stands": stands,
        "standing": standing_of([], reader),
        **(_seats(term, reader, calendar_of(request)) if stands else {}),
        "presets": [(preset, WEIGHTS[preset]) for preset in Preset],
    }


def _seats(term: Term, reader: Person, calendar: Calendar) -> dict[str, int]:
    """How many seats stand, and how many of them planning again may move without need; nothing for
    who may not count confidential ones."""
    if not reader.has_perm("needs.read_confidential_need"):
        return {}
    seats = seats_standing(term, calendar)
    return {"seats": seats, "may_move": may_move(seats)}


def _after(
    request: HttpRequest, term: Term, sessions: list[Session], ready: Proposal | None
) -> dict[str, Any]:
    hub = hub_of(request)
    standing = standing_of(sessions, acting(request))
    unmet = unmet_list(ready, standing.unanswered)
    lively, total = practice_share(sessions)
    solution = ready.solution if ready else {}
    asked = request.GET.get("week", "")
    from_week = min(int(asked), term.weeks - 1) if asked.isdecimal() and len(asked) < 3 else None
    always = _always(request, term)
    lost = [one.session.pk for one in always["gone"]]
    return always | {
        "standing": standing,
        "board": board_of(term, sessions, calendar_of(request), hub, from_week=from_week),
        "from_week": from_week,
        "ready": ready,
        "bound": solution.get("bound"),
        "likely": solution.get("likely", 0),
        "could_gain": solution["bound"] - solution["points"] if solution else None,
        "is_all_theory": total > 0 and lively * 2 < total,
        "practice_percent": round(100 * lively / total) if total else 0,
        "unmet": unmet if "all" in request.GET else unmet[:SHOWN_UNMET],
        "unmet_count": count_unmet(unmet),
        "unmet_groups": len(unmet),
        "replanned": replanned(ready, acting(request)) if ready else None,
        "can_compare": can_compare(term),
        "remedies": remedies_of(ready, acting(request), in_brief=True),
        "to_ask": sessions_to_ask(term).count(),
        "to_announce": sessions_to_announce(term, hub).exclude(pk__in=lost).count(),
    }


@requires("support.propose_programme")
def propose(request: HttpRequest) -> HttpResponse:
    """Choose what counts (GET), or start the run (POST); two people who press get one run."""
    term = current_term()
    if term is None:
        return redirect("support:programme")
    if request.method != "POST":
        context = _run_context(last_proposal(term)) | {"term": term} | _before(request, term)
        return render(request, "support/programme_before.html", context)
    chosen = request.POST.get("preset", "")
    preset = Preset(chosen) if chosen in Preset.values else Preset.BALANCED
    proposal, is_new = ask_proposal(
        term=term,
        preset=preset,
        around_mine=request.POST.get("around") == "mine",
        moves_little=request.POST.get("around") == "little",
        by=acting(request),
    )
    if is_new:
        run_proposal.enqueue(proposal.pk)
    else:
        messages.info(request, _("A proposal is already being computed: here it is."))
    return redirect("support:programme")


@requires("support.view_programme")
def run(request: HttpRequest) -> HttpResponse:
    """How far the run is: a fragment asked for every two seconds, or the page again."""
    term = current_term()
    latest = last_proposal(term) if term else None
    context = _run_context(latest) | {"term": term}
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("support:programme")
    if context["is_running"]:
        context = _running(request, context)
        return render(request, "support/programme_running.html#progress", context)
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response


@requires("support.propose_programme")
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Good enough."""
    term = current_term()
    latest = last_proposal(term) if term else None
    if latest is not None and latest.state in UNFINISHED_RUNS:
        stop_proposal(proposal=latest, by=acting(request))
    return redirect("support:programme")


@requires("support.change_session")
def ask(request: HttpRequest) -> HttpResponse:
    """Which experts are asked for which dates; ticked ones are asked."""
    term = current_term()
    rows = list(sessions_to_ask(term)) if term else []
    if request.method == "POST":
        chosen = [one for one in rows if str(one.key) in request.POST.getlist("session")]
        if chosen:
            return _ask(request, chosen)
        messages.warning(request, _("Nothing was ticked. Nothing was sent."))
        return redirect("support:programme-ask")
    return render(request, "support/programme_ask.html", {"term": term, "sessions": rows})


def _ask(request: HttpRequest, chosen: list[Session]) -> HttpResponse:
    """Ask for those that can be; the others are named with why, and what would be heard through a
    wall may be asked for all the same."""
    values = request.POST.getlist("seen")
    seen = {
        one.pk: reason
        for one in chosen
        if one.room
        for reason in seen_in(values, **_wish(one)).values()
    }
    done = ask_those_free(sessions=chosen, by=acting(request), seen=seen)
    heard = []
    for session, refused in done.left:
        said = str(refused.reason)
        if session.name not in said:
            said = _("“%(name)s”: %(said)s") % {"name": session.name, "said": said}
        messages.warning(request, said)
        if isinstance(refused, Heard):
            heard.append((session, seen_value(str(refused.reason), **_wish(session))))
    if done.asked:
        messages.success(request, _sent(len(done.asked)))
    if heard:
        context = {"term": current_term(), "heard": heard}
        return render(request, "support/programme_ask.html", context)
    return redirect("outbox:to-send" if done.asked else "support:programme-ask")


def _wish(session: Session) -> dict[str, Any]:
    hours = {"start_at": session.occasion.start_at, "end_at": session.occasion.end_at}
    return hours | {"room": session.room, "person": None, "is_noisy": is_noisy(session.format)}


@requires("support.announce_session")
def announce(request: HttpRequest) -> HttpResponse:
    """Which confirmed sessions are announced; ticked ones are. What cannot take place as planned is
    named instead: nobody is to be told of it."""
    term = current_term()
    waiting = sessions_to_announce(term) if term else Session.objects.none()
    rows, gone = apart_from_gone(waiting, calendar_of(request))
    if request.method == "POST":
        chosen = [one for one in rows if str(one.key) in request.POST.getlist("session")]
        return _send(
            request,
            chosen,
            lambda: announce_sessions(sessions=chosen, by=acting(request)),
            "support:programme-announce",
        )
    by = acting(request)
    return render(
        request,
        "support/programme_announce.html",
        {
            "term": term,
            "sessions": rows,
            "gone": [one for one in gone if may_read_session(one.session, by)],
            "can_compose": by.has_perm("support.change_session"),
        },
    )


def _send(request: HttpRequest, chosen: list[Session], act: Any, back: str) -> HttpResponse:
    if not chosen:
        messages.warning(request, _("Nothing was ticked. Nothing was sent."))
        return redirect(back)
    try:
        act()
    except Refused as refusal:
        messages.warning(request, refusal.reason)
        return redirect(back)
    messages.success(request, _sent(len(chosen)))
    return redirect("outbox:to-send")


def _sent(count: int) -> str:
    return ngettext(
        "%(n)d session: the messages are ready and can still be taken back.",
        "%(n)d sessions: the messages are ready and can still be taken back.",
        count,
    ) % {"n": count}


@requires("support.view_programme")
def how_we_know(request: HttpRequest) -> HttpResponse:
    """How the limit of a programme is known."""
    term = current_term()
    return render(
        request,
        "support/how_we_know.html",
        {"term": term, "ready": ready_proposal(term) if term else None},
    )
