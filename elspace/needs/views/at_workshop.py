"""Saying a need at a workshop, by its code: no account, nothing left on a phone that is passed
on; and finding one's page again with a receipt."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.caches import not_kept
from elspace.core.gates import public
from elspace.core.models import EnteredFrom
from elspace.needs import actions
from elspace.needs.doors import (
    may_say_at,
    may_try_receipt,
    said_at,
    tried_receipt,
)
from elspace.needs.forms import SayAtWorkshopForm
from elspace.needs.models import Need, Slip, Workshop
from elspace.needs.queries import names_offered, slip_of_receipt, workshop_with_code
from elspace.needs.rules import can_say_at
from elspace.people.actions import give_link

SAME_PERSON = 30 * 60  # seconds in which one may add another need without an account
COOKIE, SEEN_ONCE = "receipt", 15 * 60


def _not_kept(response: HttpResponse) -> HttpResponse:
    """For nobody's cache, referrer or index: the phone goes to the next person."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return not_kept(response)


@public
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address of the poster leads to the page in the reader's language."""
    if not code:
        return redirect("public-needs:workshop-code")
    return redirect("public-needs:workshop", code=code.upper()[:8])


@public
def receipt_short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address on a stub leads to the page with the receipt filled in."""
    typed = f"?code={quote(code[:12])}" if code else ""
    return redirect(reverse("public-needs:receipt") + typed)


@public
def find(request: HttpRequest) -> HttpResponse:
    """Type the code of a workshop."""
    typed = request.GET.get("code", "")
    workshop = workshop_with_code(typed)
    if workshop is not None:
        return redirect("public-needs:workshop", code=workshop.code)
    context = {"typed": typed[:20]}
    return _not_kept(
        render(request, "needs/workshop_code.html", context, status=404 if typed else 200)
    )


@public
def say(request: HttpRequest, code: str) -> HttpResponse:
    """The one page of the need, for whoever has the code."""
    workshop = workshop_with_code(code)
    if workshop is None:
        return _not_kept(
            render(request, "needs/workshop_code.html", {"typed": code[:20]}, status=404)
        )
    allowed = can_say_at(workshop, timezone.now())
    if not allowed and request.method != "POST":
        context = {"workshop": workshop, "is_over": timezone.now() >= workshop.closes_at}
        return _not_kept(render(request, "needs/workshop_shut.html", context))
    told = request.POST.get("again") or request.GET.get("again", "")
    again = _same_person(told, workshop)
    form = SayAtWorkshopForm(
        request.POST or None,
        names=names_offered() if workshop.offers_names and allowed else None,
        is_known=again is not None,
    )
    refusal = None
    if form.is_valid():
        try:
            may_say_at(workshop)
            need = actions.say_at_workshop(
                workshop=workshop,
                again=again,
                language=get_language() or "fr",
                entered_from=EnteredFrom.SELF,
                **form.who(),
                **form.facts(),
            )
            said_at(workshop)
            return _received(workshop, need)
        except Refused as refused:
            refusal = refused
    context = {
        "form": form,
        "refusal": refusal,
        "workshop": workshop,
        "again": again,
        "told": told,
        "offers": [{"label": _("Say it here"), "url": reverse("public-needs:state")}],
    }
    status = 422 if request.POST else 200
    return _not_kept(render(request, "needs/workshop_say.html", context, status=status))


def _received(workshop: Workshop, need: Need) -> HttpResponse:
    """On to the thanks; the receipt goes in a cookie that the next page takes away."""
    address = reverse("public-needs:workshop-received", args=[workshop.code, need.key])
    response = redirect(address)
    response.set_signed_cookie(
        COOKIE, str(need.key), max_age=SEEN_ONCE, path=address, httponly=True, samesite="Lax"
    )
    return response


@public
def received(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Thank you, and, once, where to find the answer: a code to note, a square to photograph."""
    need = get_object_or_404(
        Need.objects.select_related("slip__workshop", "person"),
        key=key,
        slip__workshop__code=code,
    )
    is_first = request.get_signed_cookie(COOKIE, "", max_age=SEEN_ONCE) == str(key)
    slip: Any = need.slip
    context: dict[str, Any] = {"workshop": slip.workshop, "reply_due_on": need.reply_due_on}
    if is_first:
        context["again"] = signing.dumps(str(slip.key), salt="needs.workshop")
        if slip.is_new and slip.person is not None:
            context |= {"slip": slip, "address": whole_address_of(slip)}
    response = _not_kept(render(request, "needs/workshop_received.html", context))
    response.delete_cookie(COOKIE, path=request.path, samesite="Lax")
    return response


def whole_address_of(slip: Slip) -> str:
    """The short address of a receipt, for its square."""
    return whole_address("needs:receipt-short", code=slip.receipt)


def _same_person(told: str, workshop: Workshop) -> Slip | None:
    """Whose other need this is, told by the page of the first within half an hour."""
    try:
        key = signing.loads(told, salt="needs.workshop", max_age=SAME_PERSON)
    except signing.BadSignature:
        return None
    return workshop.slips.select_related("person").filter(key=key, person__isnull=False).first()


@public
def receipt(request: HttpRequest) -> HttpResponse:
    """Eight signs open the page of whoever was told them; opening is a pressed button."""
    typed = request.POST.get("code", request.GET.get("code", ""))[:20]
    refusal = None
    if request.method == "POST":
        try:
            may_try_receipt(request)
            slip = slip_of_receipt(typed)
            if slip is not None and slip.person is not None:
                link = give_link(person=slip.person, by=None)
                return _not_kept(redirect("site:my-page", token=link.token))
            tried_receipt(request)
            raise Refused(
                _(
                    "This code opens no page: perhaps it was misread, or your slip is not typed "
                    "yet. If we already knew you, your page is the one you have. The team helps."
                )
            )
        except Refused as refused:
            refusal = refused
    context = {"typed": typed, "refusal": refusal}
    status = 422 if refusal else 200
    return _not_kept(render(request, "needs/receipt.html", context, status=status))
