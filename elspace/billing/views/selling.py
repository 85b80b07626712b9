"""A day or a book of days sold to somebody at the reception, on one page."""

import uuid
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.billing import actions
from elspace.billing.actions.selling import Sale
from elspace.billing.forms.selling import SellForm
from elspace.billing.money import ZERO
from elspace.billing.queries.owed import balance_of
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_dinars
from elspace.hosting.models import Payer
from elspace.hosting.queries.passes import seats_today
from elspace.hosting.queries.plans import carried_into, subscription_on
from elspace.hub.parts import part_of, uses_part
from elspace.people.models import Person
from elspace.people.views.persons import page_of


@part_of("plans")
@requires("hosting.sell_pass")
def sell(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What, a desk for today, how it is paid: one press."""
    person = get_object_or_404(Person, key=key, is_active=True)
    seats = seats_today(person) if uses_part(request, "desks") else None
    with_money = uses_part(request, "invoices")
    form = SellForm(request.POST or None, seats=seats, with_money=with_money)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            sale = actions.sell_pass(person=person, by=request.user, **form.values())
        except Refused as refused:
            refusal = refused
        else:
            return _sold(request, person, sale)
    context = {
        "who": person,
        "form": form,
        "refusal": refusal,
        "seats": seats,
        "now": subscription_on(person, today()),
        "page": page_of(person, request.user),
        "with_money": with_money,
        "ahead": _paid_ahead(person) if with_money else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "billing/sell.html", context, status=status)


def _paid_ahead(person: Person) -> Decimal:
    """What they paid before and nothing was asked for yet: it is taken off."""
    payer = Payer.objects.filter(person=person).first()
    return max(-balance_of(payer), ZERO) if payer is not None else ZERO


def _sold(request: HttpRequest, person: Person, sale: Sale) -> HttpResponse:
    said = {"plan": sale.subscription.plan.name, "person": person.name}
    if carried := carried_into(sale.subscription):
        messages.info(request, _carried(carried))
    if sale.payment is None:
        messages.success(request, _("%(person)s has “%(plan)s”.") % said)
        return redirect(page_of(person, request.user))
    said |= {"amount": format_dinars(sale.payment.amount), "code": sale.payment.code}
    messages.success(
        request, _("%(person)s has “%(plan)s”. Received: %(amount)s, receipt %(code)s.") % said
    )
    return redirect("billing:payment", key=sale.payment.key)


def _carried(n: int) -> str:
    """Days taken beyond the last book came off the one just sold: said, so that nobody wonders."""
    return ngettext(
        "%(n)s half-day taken beyond the last book is counted from this one.",
        "%(n)s half-days taken beyond the last book are counted from this one.",
        n,
    ) % {"n": n}
