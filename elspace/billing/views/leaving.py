"""Somebody leaves: what is owed, on the page on which they leave; what is not invoiced yet."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.billing.actions.leaving import draft_until_leaving
from elspace.billing.forms import PartsForm
from elspace.billing.queries.leaving import settlings_of, unbilled_until
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hosting.models import Subscription
from elspace.hub.parts import part_of


def owed_on_leaving(subscription: Subscription, until_on: date, user: Any) -> dict[str, Any] | None:
    """On the page on which somebody leaves, for whoever may read what is owed; months without
    invoice tell the price of a plan, and are for those who read prices."""
    if not user.has_perm("billing.view_due"):
        return None
    unbilled = unbilled_until(subscription, until_on) if user.has_perm("hosting.view_terms") else []
    return {
        "settlings": settlings_of(subscription, unbilled),
        "has_unbilled": bool(unbilled),
        "parts": PartsForm(),
    }


@part_of("invoices")
@part_of("plans")
@requires("billing.issue_invoice")
@require_POST
def leaving_draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write what is not invoiced yet; one draft is opened to be looked at."""
    one = get_object_or_404(Subscription, key=key)
    try:
        drafts = draft_until_leaving(subscription=one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.reason))
        drafts = []
    else:
        said = _("The draft is written. Look at it, then issue it.")
        messages.success(request, said if drafts else _("Everything due is invoiced already."))
    if len(drafts) == 1:
        return redirect("billing:invoice", key=drafts[0].key)
    if request.user.has_perm("hosting.change_subscription"):
        return redirect("hosting:member-leave", key=key)
    return redirect("billing:invoices")
