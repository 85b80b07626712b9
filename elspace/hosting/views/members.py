"""Members: who is hosted under which plan, one subscription with its terms, pauses and ledger."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.lists import ORPHANS
from elspace.core.moments import today
from elspace.hosting.actions import allowances
from elspace.hosting.actions import subscriptions as actions
from elspace.hosting.actions.pauses import pause_subscription
from elspace.hosting.actions.subscriptions import payer_for
from elspace.hosting.enums import PriceKind, Unit
from elspace.hosting.forms.plans import (
    CorrectForm,
    PauseForm,
    PricedSubscribeForm,
    ShorterPauseForm,
    SubscribeForm,
    TermsForm,
)
from elspace.hosting.models import MembershipPlan, Subscription
from elspace.hosting.queries.plans import (
    amount_on,
    balance,
    carried_into,
    included,
    members_on,
    month_of,
    months_free,
    terms_on,
)
from elspace.hub.parts import part_of
from elspace.people.views.persons import page_of

PAGE = 50


@part_of("plans")
@requires("hosting.view_subscription")
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Who is hosted now or soon, by name; by plan if one is asked for."""
    found = members_on()
    asked = request.GET.get("plan", "")
    plans = list(MembershipPlan.objects.filter(subscriptions__isnull=False).distinct())
    if plan := next((one for one in plans if str(one.key) == asked), None):
        found = found.filter(plan=plan)
    page = Paginator(found, PAGE, orphans=ORPHANS).get_page(request.GET.get("page"))
    rows = [_row(subscription) for subscription in page.object_list]
    context = {"rows": rows, "page": page, "plans": plans, "plan": plan}
    return render(request, "hosting/members.html", context)


def _row(subscription: Subscription) -> dict[str, Any]:
    day = today()
    pause = next(
        (one for one in subscription.pauses.all() if one.from_on <= day <= one.until_on), None
    )
    moved = getattr(subscription, "moved", None)
    return {
        "subscription": subscription,
        "pause": pause,
        "is_to_come": subscription.from_on > day,
        "halves": included(subscription, Unit.DESK_HALVES) if moved is None else moved,
    }


@part_of("plans")
@requires("hosting.change_subscription")
def member_add(request: HttpRequest) -> HttpResponse:
    """Somebody is hosted under a plan."""
    sees_terms = request.user.has_perm("hosting.view_terms")
    kind = PricedSubscribeForm if sees_terms else SubscribeForm
    form = kind(request.POST or None, initial={"who": request.GET.get("who", "")})
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            one = actions.subscribe(
                person=data["person"],
                plan=data["plan"],
                from_on=data["from_on"],
                until_on=data["until_on"],
                payer=data.get("payer"),
                kind=PriceKind(data.get("kind") or PriceKind.FULL),
                price=data.get("price"),
                key=data["key"],
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            said = {"person": one.person.name, "plan": one.plan.name}
            messages.success(request, _("%(person)s is hosted under “%(plan)s”.") % said)
            return redirect("hosting:member", key=one.key)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "refusal": refusal, "has_plans": MembershipPlan.objects.exists()}
    return render(request, "hosting/member_add.html", context, status=status)


@part_of("plans")
@requires("hosting.view_subscription")
@require_safe
def member(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One subscription."""
    return _page(request, key)


def _page(request: HttpRequest, key: uuid.UUID, **more: Any) -> HttpResponse:
    one = get_object_or_404(members_rows(), key=key)
    day = max(today(), one.from_on)
    unit = Unit.ROOM_MINUTES if one.plan.is_monthly else Unit.DESK_HALVES
    month = month_of(one, unit, day)
    left = balance(one, unit, day)
    lines = one.moves.filter(unit=unit, month=month).select_related("booking__space", "by")
    context: dict[str, Any] = {
        **_row(one),
        "sees_terms": request.user.has_perm("hosting.view_terms"),
        "may_change": request.user.has_perm("hosting.change_subscription"),
        "unit": unit,
        "month": month,
        "included": included(one, unit),
        "left": left,
        "beyond": max(0, -left),
        "carried": 0 if one.plan.is_monthly else carried_into(one),
        "lines": lines.order_by("at", "pk"),
        "held": one.person.desk_holdings.select_related("desk").order_by("from_on"),
        "pause_form": PauseForm(),
        "pauses": [
            (
                pause,
                months_free(one, pause) if one.plan.is_monthly else None,
                ShorterPauseForm(initial={"until_on": pause.until_on}, auto_id=f"{pause.pk}-%s"),
            )
            for pause in one.pauses.all()
        ],
        "correct_form": CorrectForm(),
        "today": today(),
        "person_page": page_of(one.person, request.user),
        "is_over": one.until_on is not None and one.until_on < today(),
    }
    if context["sees_terms"]:
        context |= _terms_of(one, day)
    status = 422 if more else 200
    return render(request, "hosting/member.html", context | more, status=status)


def _terms_of(one: Subscription, day: date) -> dict[str, Any]:
    """What somebody pays and will; the form starts from what holds now, so that who pays can change
    and the price stays."""
    now = terms_on(one, day)
    held = {"kind": now.kind, "price": now.price, "payer": now.payer} if now else {}
    return {
        "terms_now": now,
        "terms_to_come": [terms for terms in one.terms.all() if terms.from_on > day],
        "amount": amount_on(one, day),
        "terms_form": TermsForm(initial={"from_on": today(), **held}),
    }


def members_rows() -> Any:
    """Subscriptions with what one of them shows."""
    return Subscription.objects.select_related("plan", "person").prefetch_related(
        "pauses", "terms__payer__person", "plan__prices"
    )


@part_of("plans")
@requires("hosting.view_terms")
@require_POST
def member_terms(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Other terms from a day on."""
    form = TermsForm(request.POST)

    def act(one: Subscription) -> None:
        values = form.cleaned_data | {"payer": form.cleaned_data["payer"] or payer_for(one.person)}
        values["kind"] = PriceKind(values["kind"])
        actions.change_terms(subscription=one, by=request.user, **values)

    return _act(request, key, {"terms_form": form}, act, _("The terms were kept."))


@part_of("plans")
@requires("hosting.change_subscription")
@require_POST
def member_pause(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A subscription rests."""
    form = PauseForm(request.POST)

    def act(one: Subscription) -> None:
        pause_subscription(subscription=one, by=request.user, **form.cleaned_data)

    return _act(request, key, {"pause_form": form}, act, _("The pause was kept."))


@part_of("plans")
@requires("hosting.change_subscription")
@require_POST
def member_correct(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Room time put right, with the reason."""
    form = CorrectForm(request.POST)

    def act(one: Subscription) -> None:
        allowances.correct_allowance(
            subscription=one,
            unit=Unit.ROOM_MINUTES,
            day=today(),
            amount=int(form.cleaned_data["hours"] * 60),
            note=form.cleaned_data["note"],
            by=request.user,
        )

    return _act(request, key, {"correct_form": form}, act, _("The room time was put right."))


def _act(
    request: HttpRequest,
    key: uuid.UUID,
    bound: dict[str, Form],
    act: Callable[[Subscription], None],
    said: str,
) -> HttpResponse:
    """One form of the page: acted and said, or the page again with what is wrong."""
    one = get_object_or_404(Subscription.objects.select_related("person"), key=key)
    if not all(form.is_valid() for form in bound.values()):
        return _page(request, key, **bound)
    try:
        act(one)
    except Refused as refused:
        return _page(request, key, **bound, refusal=refused)
    messages.success(request, said)
    return redirect("hosting:member", key=key)
