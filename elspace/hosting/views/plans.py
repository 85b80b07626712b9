"""Membership plans: the list with their prices, adding one, changing one, a new price."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hosting.actions import plans as actions
from elspace.hosting.forms.plans import PlanForm, PlanPriceForm
from elspace.hosting.models import MembershipPlan
from elspace.hosting.queries.plans import price_on
from elspace.hub.parts import part_of


@part_of("plans")
@requires("hosting.view_subscription")
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """What the hub offers, with the price of today."""
    rows = list(
        MembershipPlan.objects.prefetch_related("prices").order_by("-is_active", "position")
    )
    for plan in rows:
        plan.price = price_on(plan.prices.all(), today())  # type: ignore[attr-defined]
    return render(request, "hosting/plans.html", {"plans": rows})


@part_of("plans")
@requires("hosting.change_plan")
def plan_add(request: HttpRequest) -> HttpResponse:
    """Add a plan."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = actions.add_plan(from_on=today(), by=request.user, **form.values())
        messages.success(request, _("Kept: %(desk)s.") % {"desk": plan.name})
        return redirect("hosting:plans")
    return render(request, "hosting/plan.html", {"form": form}, status=_status(request))


@part_of("plans")
@requires("hosting.change_plan")
def plan(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a plan; its prices, past and to come."""
    one = get_object_or_404(MembershipPlan, key=key)
    form = PlanForm(request.POST or None, plan=one)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.values().items() if name != "key"}
        actions.change_plan(plan=one, by=request.user, **values)
        messages.success(request, _("The changes were kept: %(room)s.") % {"room": one.name})
        return redirect("hosting:plans")
    return _page(request, one, form, PlanPriceForm(), _status(request))


@part_of("plans")
@requires("hosting.change_plan")
@require_POST
def plan_price(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Another price from a day on."""
    one = get_object_or_404(MembershipPlan, key=key)
    form = PlanPriceForm(request.POST)
    if form.is_valid():
        try:
            actions.set_price(plan=one, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("from_on", str(refused.reason))
            form.asks_past = isinstance(refused, actions.PastPrice)
        else:
            messages.success(request, _("The price was kept."))
            return redirect("hosting:plan", key=key)
    return _page(request, one, PlanForm(plan=one), form, 422)


@part_of("plans")
@requires("hosting.change_plan")
@require_POST
def price_withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take back a price that has not begun."""
    one = get_object_or_404(MembershipPlan, key=key)
    try:
        day = date.fromisoformat(request.POST.get("from_on", ""))
        actions.withdraw_price(plan=one, from_on=day, by=request.user)
    except ValueError:
        messages.warning(request, _("Which price?"))
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, _("The price was taken back."))
    return redirect("hosting:plan", key=key)


def _page(
    request: HttpRequest, one: MembershipPlan, form: PlanForm, price: PlanPriceForm, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "plan": one,
        "price": price,
        "prices": one.prices.all(),
        "today": today(),
    }
    return render(request, "hosting/plan.html", context, status=status)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
