"""Waiving what is due, before it is invoiced."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.billing import actions
from elspace.billing.forms import WaiveForm
from elspace.billing.models import Invoice, InvoiceLine, Waiver
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.hub.parts import part_of


@part_of("invoices")
@requires("billing.waive_due")
def waive(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Say why one line of a draft is asked of nobody."""
    form = WaiveForm(request.POST or None)
    known = Waiver.objects.filter(key=key_or_none(request.POST.get("key"))).first()
    if known is not None:  # a second press: the line is gone already
        return redirect("billing:payer", key=known.payer.key)
    draft = get_object_or_404(Invoice.objects.select_related("payer__person"), key=key)
    line = get_object_or_404(InvoiceLine.objects.exclude(claim=None), pk=number, invoice=draft)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.waive_line(line=line, by=request.user, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Waived: no invoice asks for it. The statement says so."))
            return redirect("billing:payer", key=row.payer.key)
    context = {"invoice": draft, "line": line, "form": form, "refusal": refusal}
    return render(request, "billing/waive.html", context)


@part_of("invoices")
@requires("billing.waive_due")
@require_POST
def waive_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """It is due again."""
    row = get_object_or_404(Waiver.objects.select_related("payer"), key=key)
    actions.take_back_waiver(waiver=row, by=request.user)
    messages.success(request, _("It is due again: the next monthly run finds it."))
    return redirect("billing:payer", key=row.payer.key)
