"""The till: the day, change and the bank, counting."""

from datetime import time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.billing import actions
from elspace.billing.forms import CountForm, MoveForm
from elspace.billing.queries.rates import billing_settings
from elspace.billing.queries.till import till_day
from elspace.billing.spelling import in_words
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import local, today
from elspace.core.templatetags.elspace import format_dinars
from elspace.hub.parts import part_of


@part_of("invoices")
@requires("billing.receive_payment")
@require_safe
def till(request: HttpRequest) -> HttpResponse:
    """What came today, what should be there, counting it."""
    return _page(request)


@part_of("invoices")
@requires("billing.receive_payment")
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Note change put in, or cash taken to the bank."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, move_form=form)
    try:
        row = actions.move_till(by=request.user, **form.cleaned_data)
    except Refused as refused:
        return _page(request, move_form=form, refusal=refused)
    words = in_words(row.amount, get_language() or "") or format_dinars(row.amount)
    messages.success(request, _("Noted: %(sum)s.") % {"sum": words})
    return redirect("billing:till")


@part_of("invoices")
@requires("billing.receive_payment")
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Note what lies in the till."""
    form = CountForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, count_form=form)
    try:
        actions.count_till(by=request.user, **form.cleaned_data)
    except Refused as refused:
        return _page(request, count_form=form, refusal=refused)
    messages.success(request, _("The till is counted."))
    return redirect("billing:till")


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    day = today()
    context = {
        "till": till_day(local(day, time()), local(day + timedelta(days=1), time())),
        "settings": billing_settings(),
        "move_form": MoveForm(),
        "count_form": CountForm(by=request.user),
        **more,
    }
    return render(request, "billing/till.html", context)
