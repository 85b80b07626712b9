"""Payers: who owes what, a statement, paying in parts, reminders."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elspace.billing import actions
from elspace.billing.actions.owing import worded
from elspace.billing.forms import PartsForm, PayerForm
from elspace.billing.models import InstalmentPlan
from elspace.billing.paper import pdf_answer
from elspace.billing.queries.agreements import agreements
from elspace.billing.queries.owed import balance_of, totals_owed, who_owes
from elspace.billing.queries.rates import billing_settings
from elspace.billing.queries.reminders import proposals, rank_on
from elspace.billing.queries.statement import statement_of
from elspace.billing.tax_ids import key_of, key_seems_wrong
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.core.moments import today
from elspace.hosting.models import Payer
from elspace.hub.parts import hub_of, part_of
from elspace.people.views.persons import page_of


@part_of("invoices")
@requires("billing.view_due")
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Who owes what, the longest first."""
    words = request.GET.get("q", "").strip()
    context = {
        "rows": who_owes(today(), words),
        "words": words,
        "totals": totals_owed(today()),
        "reminders": len(proposals(today())) if rank_on(today()) else 0,
    }
    return render(request, "billing/due.html", context)


@part_of("invoices")
@requires("billing.issue_invoice")
def reminders(request: HttpRequest) -> HttpResponse:
    """Reminders proposed today; a person presses, nothing leaves by itself."""
    proposed = proposals(today())
    if request.method == "POST":
        chosen = set(request.POST.getlist("payer"))
        payers = [one.payer for one in proposed if str(one.payer.key) in chosen]
        n = actions.remind(payers=payers, by=request.user)
        messages.success(
            request,
            ngettext("%(n)d reminder is written.", "%(n)d reminders are written.", n) % {"n": n}
            if n
            else _("Nobody was chosen: nothing was written."),
        )
        return redirect("billing:reminders")
    rows = [(one, *worded(one, request.user, hub_of(request))) for one in proposed]
    return render(request, "billing/reminders.html", {"rows": rows, "rank": rank_on(today())})


@part_of("invoices")
@requires("billing.view_due")
@require_safe
def payer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The statement of a payer."""
    context = _context(key)
    person = context["payer"].person
    context["person_page"] = page_of(person, request.user) if person else ""
    return render(request, "billing/payer.html", context | {"form": PartsForm()})


@part_of("invoices")
@requires("billing.view_due")
@require_safe
def payer_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The statement on paper, in the payer's language."""
    context = _context(key)
    row = context["payer"]
    context |= {"settings": billing_settings(), "day": today()}
    return pdf_answer("billing/paper/statement.html", row.language, context, "releve")


@part_of("invoices")
@requires("billing.issue_invoice")
def payer_add(request: HttpRequest) -> HttpResponse:
    """Add somebody who pays."""
    form = PayerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.add_payer(key=form.cleaned_data["key"], by=request.user, **form.values())
        _warn(request, row)
        messages.success(request, _("Kept: %(name)s.") % {"name": row.shown_name})
        return redirect("billing:payer", key=row.key)
    return render(request, "billing/payer_form.html", {"form": form})


@part_of("invoices")
@requires("billing.issue_invoice")
def payer_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what stands on the next invoices of a payer."""
    row = get_object_or_404(Payer, key=key)
    form = PayerForm(request.POST or None, payer=row)
    if request.method == "POST" and form.is_valid():
        row = actions.change_payer(payer=row, by=request.user, **form.values())
        _warn(request, row)
        messages.success(request, _("Kept: %(name)s.") % {"name": row.shown_name})
        return redirect("billing:payer", key=key)
    return render(request, "billing/payer_form.html", {"form": form, "payer": row})


def _warn(request: HttpRequest, row: Payer) -> None:
    warn_of_key(request, row.tax_id)


def warn_of_key(request: HttpRequest, tax_id: str) -> None:
    """The key letter of a tax id is worth another look; it is kept as typed all the same."""
    if key_seems_wrong(tax_id):
        messages.warning(
            request,
            _("Tax id: for these digits the letter is usually %(letter)s. Please look again.")
            % {"letter": key_of(tax_id[:7])},
        )


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def parts(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Agree to pay in parts."""
    row = get_object_or_404(Payer, key=key)
    form = PartsForm(request.POST)
    if not form.is_valid():
        return render(request, "billing/payer.html", _context(key) | {"form": form})
    try:
        actions.agree_instalments(payer=row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The agreement is kept."))
    if leaving := key_or_none(request.POST.get("leaving", "")):
        return redirect("hosting:member-leave", key=leaving)
    return redirect("billing:payer", key=key)


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def parts_end(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give an agreement up."""
    plan = get_object_or_404(InstalmentPlan.objects.select_related("payer"), key=key)
    actions.end_instalments(plan=plan, by=request.user)
    messages.success(request, _("The agreement is over; the invoices stand as before."))
    return redirect("billing:payer", key=plan.payer.key)


def _context(key: uuid.UUID) -> dict[str, Any]:
    row = get_object_or_404(Payer.objects.select_related("person"), key=key)
    balance = balance_of(row)
    plans = agreements(today(), row)
    return {
        "payer": row,
        "rows": statement_of(row),
        "balance": balance,
        "owed": abs(balance),
        "plans": plans,
        "may_agree": balance > 0 and all(one.is_broken for one in plans),
    }
