"""The monthly run: drafts, a look, all issued."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elspace.billing import actions
from elspace.billing.models import Invoice
from elspace.billing.money import ZERO
from elspace.billing.queries.closing import first_of_month, next_month
from elspace.billing.queries.due import due_and_unclaimed, month_name
from elspace.billing.queries.monthly import drafts_of, mark_of, with_lines
from elspace.billing.queries.own import not_sent
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hub.parts import part_of

from .invoices import sent_sentence
from .pressed import pressed


@part_of("invoices")
@requires("billing.issue_invoice")
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """What a month has to invoice: what is due, the drafts, what is issued."""
    first = _month(request.GET.get("month"))
    drafts = with_lines(drafts_of(first))
    issued = Invoice.objects.issued().filter(month=first).select_related("payer")
    documents = list(issued.order_by("number"))
    context = {
        "month": first,
        "name": month_name(first),
        "before": first_of_month(date.fromordinal(first.toordinal() - 1)),
        "after": next_month(first),
        "has_begun": first <= today(),
        "drafts": drafts,
        "sum": sum((one.total for one in drafts), ZERO),
        "seen": mark_of(drafts),
        "unwritten": len(due_and_unclaimed(first)),
        "issued": documents,
        "unsent": len(not_sent(documents)),
    }
    return render(request, "billing/month.html", context)


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def month_run(request: HttpRequest) -> HttpResponse:
    """Write the drafts of a month, or bring them up to date."""
    first = _month(request.POST.get("month"))
    pressed(request, lambda: actions.run_month(month=first, by=request.user), _to_look_at)
    return _back(first)


def _to_look_at(drafts: list[Invoice]) -> str:
    n = len(drafts)
    said = ngettext("%(n)d draft to look at.", "%(n)d drafts to look at.", n) % {"n": n}
    return said if n else _("Everything due is invoiced already.")


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def month_issue(request: HttpRequest) -> HttpResponse:
    """Issue all drafts of a month: those of the page that was looked at, line by line, once their
    number and sum were said."""
    first = _month(request.POST.get("month"))
    drafts, seen = with_lines(drafts_of(first)), request.POST.get("seen", "")
    if drafts and "sure" not in request.POST:
        if seen != mark_of(drafts):
            messages.error(request, _("These drafts changed meanwhile: please look again."))
            return _back(first)
        total = sum((one.total for one in drafts), ZERO)
        context = {"month": first, "name": month_name(first), "drafts": drafts, "sum": total}
        return render(request, "billing/month_issue.html", context | {"seen": seen})
    pressed(
        request,
        lambda: actions.issue_month(month=first, seen=seen, by=request.user),
        lambda issued: _issued(issued, first),
    )
    return _back(first)


def _issued(invoices: list[Invoice], first: date) -> str:
    n = len(invoices)
    if n:
        return ngettext("%(n)d invoice issued.", "%(n)d invoices issued.", n) % {"n": n}
    if due_and_unclaimed(first):  # the drafts were thrown away meanwhile
        return _("There is no draft to issue.")
    return _("Everything due is invoiced already.")


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def month_send(request: HttpRequest) -> HttpResponse:
    """Write to the payers of a month's documents that they are there."""
    first = _month(request.POST.get("month"))
    issued = Invoice.objects.issued().filter(month=first)
    pressed(request, lambda: actions.send_invoices(invoices=issued, by=request.user), sent_sentence)
    return _back(first)


def _back(first: date) -> HttpResponse:
    return redirect(f"{reverse('billing:month')}?month={first:%Y-%m}")


def _month(text: str | None) -> date:
    """The month of an address; this one when there is none or it is no month."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return first_of_month(today())
    return first if 2000 <= first.year <= 2100 else first_of_month(today())
