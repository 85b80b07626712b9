"""Invoices: the list, one of them and its paper, a new one, issuing."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from elspace.billing import actions
from elspace.billing.actions.rooms import draft_booking
from elspace.billing.enums import InvoiceState
from elspace.billing.forms import CorrectionForm, InvoiceForm, ReferenceForm
from elspace.billing.models import Invoice
from elspace.billing.paper import invoice_answer
from elspace.billing.queries.invoices import FILTERS, filtered, vat_table
from elspace.billing.queries.owed import totals_owed
from elspace.billing.queries.own import not_sent
from elspace.billing.queries.rates import billing_settings
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.lists import ORPHANS
from elspace.core.moments import today
from elspace.hosting.models import Booking, Payer
from elspace.hub.parts import part_of

from .pressed import pressed

A_PAGE = 50
_KEPT = gettext_lazy(
    "The draft is corrected. The monthly run keeps it as it is, and issues it with the others."
)


@part_of("invoices")
@requires("billing.view_invoice")
@require_safe
def invoices(request: HttpRequest) -> HttpResponse:
    """The invoices with what is owed of each, the newest first; drafts before them."""
    state = request.GET.get("state", "")
    state = state if state in FILTERS else ""
    words = request.GET.get("q", "").strip()
    page = Paginator(filtered(state, words, today()), A_PAGE, orphans=ORPHANS).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "state": state,
        "words": words,
        "totals": totals_owed(today()),
        "drafts": Invoice.objects.filter(state=InvoiceState.DRAFT).count(),
        "is_named": bool(billing_settings().legal_name),
    }
    return render(request, "billing/invoices.html", context)


@part_of("invoices")
@requires("billing.issue_invoice")
def invoice_add(request: HttpRequest) -> HttpResponse:
    """Write a draft by hand."""
    payer = Payer.objects.filter(key=_uuid(request.GET.get("payer"))).first()
    initial = {"payer": payer, "language": payer.language} if payer else {}
    form = InvoiceForm(request.POST or None, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.draft_invoice(by=request.user, **form.values())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The draft is written. Look at it, then issue it."))
            return redirect("billing:invoice", key=draft.key)
    return render(request, "billing/invoice_add.html", {"form": form, "refusal": refusal})


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def booking_draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write the draft of a room let to a customer."""
    booking = get_object_or_404(Booking, key=key)
    draft = pressed(
        request,
        lambda: draft_booking(booking=booking, by=request.user),
        lambda _draft: _("The draft is written. Look at it, then issue it."),
    )
    if draft is None:
        return redirect("hosting:booking", key=key)
    return redirect("billing:invoice", key=draft.key)


@part_of("invoices")
@requires("billing.issue_invoice")
def invoice_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Correct a draft."""
    draft = get_object_or_404(Invoice.objects.select_related("payer__person"), key=key)
    if draft.is_issued:
        messages.error(request, _("This invoice is issued: a credit note corrects it."))
        return redirect("billing:invoice", key=key)
    form = CorrectionForm(request.POST or None, draft=draft)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            corrected = actions.correct_draft(invoice=draft, by=request.user, **form.values())
        except Refused as refused:
            refusal = refused
        else:
            is_kept = corrected.month is not None and corrected.is_corrected
            messages.success(request, _KEPT if is_kept else _("The draft is corrected."))
            return redirect("billing:invoice", key=key)
    context = {"form": form, "refusal": refusal, "draft": draft}
    return render(request, "billing/invoice_add.html", context)


@part_of("invoices")
@requires("billing.view_invoice")
@require_safe
def invoice(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One document, what paid it, what corrected it."""
    return render(request, "billing/invoice.html", _context(key))


@part_of("invoices")
@requires("billing.view_invoice")
@require_safe
def invoice_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The document on paper, in its language."""
    rows = Invoice.objects.select_related("corrects", "payer__person").prefetch_related("lines")
    return invoice_answer(get_object_or_404(rows, key=key))


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def invoice_issue(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Number a draft."""
    row = get_object_or_404(Invoice, key=key)
    pressed(
        request,
        lambda: actions.issue_invoice(invoice=row, by=request.user),
        lambda issued: _("Issued: %(code)s.") % {"code": issued.code},
    )
    return redirect("billing:invoice", key=key)


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def invoice_send(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write to who pays that the document is there."""
    row = get_object_or_404(Invoice, key=key)
    pressed(request, lambda: actions.send_invoices(invoices=[row], by=request.user), sent_sentence)
    return redirect("billing:invoice", key=key)


def sent_sentence(n: int) -> str:
    """How many messages about documents are ready."""
    if not n:
        return _("This was written already.")
    said = ngettext(
        "%(n)d message is ready and can still be taken back.",
        "%(n)d messages are ready and can still be taken back.",
        n,
    )
    return said % {"n": n}


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def invoice_discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    row = Invoice.objects.filter(key=key).first()
    if row is not None:
        try:
            actions.discard_draft(invoice=row, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.reason))
            return redirect("billing:invoice", key=key)
    messages.success(request, _("The draft is gone."))
    return redirect("billing:invoices")


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def reference(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Note the reference of the e-invoice."""
    row = get_object_or_404(Invoice, key=key)
    form = ReferenceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["reference"]
        pressed(
            request,
            lambda: actions.note_external_ref(invoice=row, reference=said, by=request.user),
            lambda _done: _("The reference is noted."),
        )
    return redirect("billing:invoice", key=key)


def _context(key: uuid.UUID) -> dict[str, Any]:
    rows = Invoice.objects.with_owed().select_related("payer__person", "corrects", "issued_by")
    row = get_object_or_404(rows, key=key)
    return {
        "invoice": row,
        "lines": list(row.lines.select_related("claim")),
        "vat_rows": vat_table(row),
        "shares": list(row.shares.select_related("payment").order_by("payment__received_on")),
        "notes": list(row.credit_notes.issued().order_by("number")),
        "is_unsent": row.is_issued and bool(not_sent([row])),
        "reference_form": ReferenceForm(initial={"reference": row.external_ref}),
    }


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
