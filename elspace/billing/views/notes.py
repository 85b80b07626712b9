"""A credit note over an invoice."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elspace.billing import actions
from elspace.billing.actions.notes import credited_lines
from elspace.billing.forms import CreditForm
from elspace.billing.models import Invoice
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hub.parts import part_of


@part_of("invoices")
@requires("billing.issue_invoice")
def credit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what is given back, and why."""
    invoice = get_object_or_404(Invoice.objects.issued().filter(kind="invoice"), key=key)
    form = CreditForm(request.POST or None, invoice=invoice, done=credited_lines(invoice))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            note = actions.credit_invoice(invoice=invoice, by=request.user, **form.values())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Issued: %(code)s.") % {"code": note.code})
            return redirect("billing:invoice", key=note.key)
    context = {"invoice": invoice, "form": form, "refusal": refusal}
    return render(request, "billing/credit.html", context)
