"""One's own plan and invoices: what is left, what is owed, each paper to open."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from elspace.billing.paper import invoice_answer
from elspace.billing.queries.own import own_invoices, own_owed
from elspace.core.moments import today
from elspace.hosting.enums import Unit
from elspace.hosting.models import Subscription
from elspace.hosting.queries.plans import (
    balance,
    books_on,
    carried_into,
    included,
    rest_on,
    subscription_on,
)
from elspace.hub.parts import uses_part
from elspace.people.models import Person
from elspace.site.own import own_address, owner

SHOWN = 24


def my_invoices(request: HttpRequest, token: str = "") -> HttpResponse:
    """The plan one comes under, what is owed, the last documents."""
    person = owner(request)
    rows = list(own_invoices(person)[:SHOWN])
    for row in rows:
        row.pdf_url = own_address(request, "site:my-invoice", token, key=row.key)  # type: ignore[attr-defined]
    context = {
        "plan": _plan(person) if uses_part(request, "plans") else None,
        "rows": rows,
        "owed": own_owed(person),
        "today": today(),
        "week_url": reverse("site:my-page", kwargs={"token": token})
        if token
        else reverse("site:my-week"),
    }
    return render(request, "site/my_invoices.html", context)


def _plan(person: Person) -> dict[str, Any] | None:
    """The plan of today and what is left of what it includes; never a price."""
    one = subscription_on(person, today())
    if one is None:
        rest = rest_on(person, today())
        return {"subscription": rest.subscription, "pause": rest} if rest else None
    if not one.plan.is_monthly:
        one = _book_in_use(person, one)
    unit = Unit.ROOM_MINUTES if one.plan.is_monthly else Unit.DESK_HALVES
    left = balance(one, unit, today())
    return {
        "subscription": one,
        "unit": unit,
        "included": included(one, unit),
        "left": left,
        "beyond": max(0, -left),
        "carried": 0 if one.plan.is_monthly else carried_into(one),
    }


def _book_in_use(person: Person, else_this: Subscription) -> Subscription:
    """The oldest book of days with something left, else the last one sold."""
    books = books_on(person, today())
    left = (book for book in books if balance(book, Unit.DESK_HALVES, today()) > 0)
    return next(left, books[-1] if books else else_this)


def my_invoice(request: HttpRequest, token: str = "", *, key: uuid.UUID) -> HttpResponse:
    """One of one's own documents on paper."""
    return invoice_answer(get_object_or_404(own_invoices(owner(request)), key=key))
