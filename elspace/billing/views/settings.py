"""Settings of billing with where each comes from; closing a month."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from elspace.billing import actions
from elspace.billing.enums import InvoiceState
from elspace.billing.forms import ClosingForm, LateFeeForm, SettingsForm, StampForm, VatRateForm
from elspace.billing.models import Invoice, LateFee, MonthClosing, StampDuty, VatRate
from elspace.billing.queries.closing import first_of_month, last_of_month, next_month
from elspace.billing.queries.due import month_name
from elspace.billing.queries.rates import billing_settings
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hub.parts import part_of

from .payers import warn_of_key

WRITES: dict[str, Callable[..., Any]] = {
    "vat": actions.add_vat_rate,
    "stamp": actions.add_stamp,
    "hub": actions.change_settings,
    "late": actions.set_late_fee,
}


@part_of("invoices")
@requires("billing.issue_invoice")
def settings(request: HttpRequest) -> HttpResponse:
    """Three small forms on one page: who issues, rates, stamp duty."""
    which = request.POST.get("which", "")
    forms = {
        "vat": VatRateForm(request.POST if which == "vat" else None),
        "stamp": StampForm(request.POST if which == "stamp" else None),
        "late": LateFeeForm(request.POST if which == "late" else None),
        "hub": SettingsForm(request.POST if which == "hub" else None, row=billing_settings()),
    }
    refusal = None
    if which in WRITES and forms[which].is_valid():
        try:
            WRITES[which](by=request.user, **forms[which].cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            warn_of_key(request, forms[which].cleaned_data.get("tax_id", ""))
            messages.success(request, _("Kept. What is issued already stays as it is."))
            return redirect("billing:settings")
    context = {
        "vat_form": forms["vat"],
        "stamp_form": forms["stamp"],
        "hub_form": forms["hub"],
        "late_form": forms["late"],
        "late_fees": LateFee.objects.order_by("-from_on"),
        "rates": VatRate.objects.order_by("vat_class", "-from_on"),
        "stamps": StampDuty.objects.order_by("-from_on"),
        "refusal": refusal,
    }
    return render(request, "billing/settings.html", context)


@part_of("invoices")
@requires("billing.close_month")
def closing(request: HttpRequest) -> HttpResponse:
    """Close the months that are over, in order."""
    if request.method == "POST":
        form = ClosingForm(request.POST)
        try:
            if form.is_valid():
                actions.close_month(month=form.cleaned_data["month"], by=request.user)
                messages.success(request, _("The month is closed."))
        except Refused as refused:
            messages.error(request, str(refused.reason))
        return redirect("billing:closing")
    closed = list(MonthClosing.objects.select_related("closed_by").order_by("-month"))
    first = Invoice.objects.issued().order_by("issued_on").first()
    begins = first.issued_on if first and first.issued_on else today()
    month = next_month(closed[0].month) if closed else first_of_month(begins)
    context = {
        "closed": [(row, month_name(row.month)) for row in closed],
        "month": month,
        "name": month_name(month),
        "is_over": last_of_month(month) < today(),
        "drafts": Invoice.objects.filter(state=InvoiceState.DRAFT).count(),
    }
    return render(request, "billing/closing.html", context)
