"""Payments: the list, one received, its receipt, one that came back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.billing import actions
from elspace.billing.enums import Method
from elspace.billing.forms import EndForm, PaymentForm, TakeBackForm
from elspace.billing.models import Payment, TillCount
from elspace.billing.paper import pdf_answer
from elspace.billing.queries.owed import unpaid_of
from elspace.billing.queries.rates import billing_settings
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.lists import ORPHANS
from elspace.core.templatetags.elspace import format_dinars
from elspace.hosting.models import Payer
from elspace.hub.parts import part_of

from .pressed import pressed

A_PAGE = 50


@part_of("invoices")
@requires("billing.receive_payment")
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Payments received, the newest first."""
    rows = Payment.objects.select_related("payer__person").order_by("-received_on", "-pk")
    page = Paginator(rows, A_PAGE, orphans=ORPHANS).get_page(request.GET.get("page"))
    return render(request, "billing/payments.html", {"page": page})


@part_of("invoices")
@requires("billing.receive_payment")
def payment_add(request: HttpRequest) -> HttpResponse:
    """Note a payment."""
    payer = _payer(request.GET.get("payer"))
    unpaid = unpaid_of(payer) if payer else []
    owed = sum((one.owed for one in unpaid), start=0)
    initial = {"payer": payer, "amount": owed or None} if payer else {}
    form = PaymentForm(request.POST or None, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.receive_payment(by=request.user, **form.values())
        except Refused as refused:
            refusal = refused
        else:
            said = _("Received: %(amount)s.") % {"amount": format_dinars(row.amount)}
            messages.success(request, said)
            return redirect("billing:payment", key=row.key)
    context = {"form": form, "refusal": refusal, "unpaid": unpaid, "payer": payer}
    return render(request, "billing/payment_add.html", context)


@part_of("invoices")
@requires("billing.receive_payment")
@require_safe
def payment(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One payment, and which invoices it pays."""
    row = get_object_or_404(Payment.objects.select_related("payer__person", "received_by"), key=key)
    shares = list(row.shares.select_related("invoice").order_by("invoice__due_on", "pk"))
    unused = row.amount - sum((share.amount for share in shares), start=row.amount * 0)
    context = {
        "payment": row,
        "shares": shares,
        "unused": unused,
        "is_counted": row.method == Method.CASH
        and TillCount.objects.filter(at__gte=row.taken_at).exists(),
        "form": EndForm(),
        "take_back_form": TakeBackForm(auto_id="id_back_%s"),
    }
    return render(request, "billing/payment.html", context)


@part_of("invoices")
@requires("billing.receive_payment")
@require_safe
def receipt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The receipt of cash, on half a sheet, in the payer's language."""
    row = get_object_or_404(Payment.objects.select_related("payer__person", "received_by"), key=key)
    if not row.code:
        raise Http404
    context = {
        "payment": row,
        "shares": list(row.shares.select_related("invoice")),
        "settings": billing_settings(),
    }
    name = "recu-" + row.code.replace("/", "-")
    return pdf_answer("billing/paper/receipt.html", row.payer.language, context, name)


@part_of("invoices")
@requires("billing.receive_payment")
@require_POST
def bounce(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A cheque came back unpaid."""
    row = get_object_or_404(Payment, key=key)
    why = request.POST.get("why", "")
    pressed(
        request,
        lambda: actions.bounce_payment(payment=row, why=why, by=request.user),
        lambda _done: _("Noted: what this cheque had paid is owed again."),
    )
    return redirect("billing:payment", key=key)


@part_of("invoices")
@requires("billing.issue_invoice")
@require_POST
def take_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A payment was entered by mistake."""
    row = get_object_or_404(Payment, key=key)
    why = request.POST.get("why", "")
    pressed(
        request,
        lambda: actions.take_back_payment(payment=row, why=why, by=request.user),
        lambda _done: _("Noted: this payment does not count any more."),
    )
    return redirect("billing:payment", key=key)


def _payer(text: str | None) -> Payer | None:
    try:
        return Payer.objects.select_related("person").filter(key=uuid.UUID(text or "")).first()
    except ValueError:
        return None
