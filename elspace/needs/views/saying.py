"""The form "what do you need?" behind four doors: personal link, signed in, public, team."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from elspace.core.answers import Refused
from elspace.core.gates import public, requires, signed_in
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.hub.queries import Calendar
from elspace.needs import actions
from elspace.needs.doors import may_write, wrote
from elspace.needs.forms import AddForm, PublicForm, SayForm
from elspace.needs.models import Need
from elspace.needs.queries import open_blocking_of
from elspace.needs.words import is_arabic
from elspace.people.acting import acting
from elspace.people.actions import set_half_days
from elspace.people.links import by_personal_link, used
from elspace.people.models import Person
from elspace.people.queries import half_days_of, people_matching


@dataclass(frozen=True)
class Door:
    """How somebody came in: whose needs, and where the next pages are."""

    person: Person
    template: str
    received: Callable[[UUID], str]
    again: str
    mine: str
    step: Callable[[UUID, str], str]
    is_link: bool = False  # then nothing of a confidential need is shown


def link_door(request: HttpRequest, token: str) -> Door:
    """The person of a personal link."""
    return Door(
        person=request.link_person,  # type: ignore[attr-defined]
        template="needs/say.html",
        received=lambda key: reverse("needs:received-by-link", args=[token, key]),
        again=reverse("needs:state-by-link", args=[token]),
        mine=reverse("needs:mine-by-link", args=[token]),
        step=lambda key, step: reverse("needs:step-by-link", args=[token, key, step]),
        is_link=True,
    )


def own_door(request: HttpRequest) -> Door:
    """A signed-in person."""
    return Door(
        person=acting(request),
        template="needs/say.html",
        received=lambda key: reverse("needs:received", args=[key]),
        again=reverse("needs:state"),
        mine=reverse("needs:mine"),
        step=lambda key, step: reverse("needs:step", args=[key, step]),
    )


@by_personal_link
def state_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Say a need with a personal link, without an account."""
    used(request)
    return _state(request, link_door(request, token))


@signed_in
def state(request: HttpRequest) -> HttpResponse:
    """Say a need of one's own, signed in."""
    return _state(request, own_door(request))


def _state(request: HttpRequest, door: Door) -> HttpResponse:
    season = Calendar.load().season_on(today())
    known = half_days_of([door.person], season)[door.person.pk]
    form = SayForm(
        request.POST or None,
        person=door.person,
        initial={"impossible": {place: "no" for place, free in known.items() if free == "no"}},
    )
    refusal = None
    if form.is_valid():
        try:
            need = actions.state_need(person=door.person, by=door.person, **form.facts())
            if changes := form.half_days(known):
                set_half_days(
                    person=door.person,
                    season=season,
                    answers=changes,
                    by=door.person,
                    entered_from=EnteredFrom.SELF,
                )
            return redirect(door.received(need.key))
        except Refused as refused:
            refusal = refused
    context = {"form": form, "person": door.person, "mine": door.mine, "refusal": refusal}
    return render(request, door.template, context, status=422 if request.POST else 200)


@by_personal_link
def received_by_link(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """Thank you, and by when we answer."""
    return _received(request, link_door(request, token), key)


@signed_in
def received(request: HttpRequest, key: UUID) -> HttpResponse:
    """Thank you, and by when we answer."""
    return _received(request, own_door(request), key)


def _received(request: HttpRequest, door: Door, key: UUID) -> HttpResponse:
    need = get_object_or_404(Need, key=key, person=door.person)
    blocking = list(open_blocking_of(door.person))
    if need not in blocking:
        blocking = []
    if door.is_link:
        blocking = [one for one in blocking if not one.is_confidential]
    first = [
        {"need": one, "url": door.step(one.key, "first")} for one in blocking if len(blocking) > 1
    ]
    context = {
        "need": need,
        "is_sealed": door.is_link and need.is_confidential,
        "person": door.person,
        "first": first,
        "door": door,
    }
    return render(request, "needs/received.html", context)


@public
def state_publicly(request: HttpRequest) -> HttpResponse:
    """Say a need from the public home: a first name is enough."""
    form = PublicForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            may_write(request)
            cleaned = form.cleaned_data
            need = actions.state_need_of_newcomer(
                first_name=cleaned["first_name"],
                phone=cleaned["phone"],
                language=get_language() or "fr",
                by=None,
                entered_from=EnteredFrom.SELF,
                **form.facts(),
            )
            wrote(request)
            return redirect("public-needs:received", key=need.key)
        except Refused as refused:
            refusal = refused
    context = {"form": form, "refusal": refusal}
    return render(request, "needs/say_public.html", context, status=422 if request.POST else 200)


@public
def received_publicly(request: HttpRequest, key: UUID) -> HttpResponse:
    """Thank you, and by when we answer; nothing of what was written is shown again."""
    need = get_object_or_404(Need, key=key)
    return render(request, "needs/received_public.html", {"reply_due_on": need.reply_due_on})


@requires("needs.add_need")
def add(request: HttpRequest) -> HttpResponse:
    """Write down what someone said: by phone, on paper, in a voice message."""
    person = _person_asked(request)
    form = AddForm(request.POST or None, person=person, initial={"name": request.GET.get("q", "")})
    found: list[Person] = []
    refusal = None
    if form.is_valid():
        person, found = _person_of(form, person)
        if not found:
            try:
                need = _add(request, form, person)
                return redirect(reverse("needs:add") + f"?added={need.key}")
            except Refused as refused:
                refusal = refused
    added = Need.objects.filter(key=_uuid(request.GET.get("added"))).select_related("person")
    added = added.filter(entered_by=request.user).first()
    context = {
        "form": form,
        "person": form.person,
        "found": found,
        "refusal": refusal,
        "added": added,
    }
    return render(request, "needs/add.html", context, status=422 if request.POST else 200)


def _person_asked(request: HttpRequest) -> Person | None:
    key = _uuid(request.GET.get("person"))
    return get_object_or_404(Person, key=key, is_active=True) if key else None


def _person_of(form: AddForm, person: Person | None) -> tuple[Person | None, list[Person]]:
    """Who is meant: the page's person, the one chosen, a newcomer (None), or people to choose
    from."""
    if person is not None or form.cleaned_data["who"] == "new":
        return person, []
    if chosen := Person.objects.filter(key=_uuid(form.cleaned_data["who"])).first():
        return chosen, []
    return None, list(people_matching(form.cleaned_data["name"])[:8])


def _add(request: HttpRequest, form: AddForm, person: Person | None) -> Need:
    facts: dict[str, Any] = form.facts()
    by: Person = acting(request)
    if person is not None:
        need = actions.state_need(person=person, by=by, **facts)
        if changes := form.half_days({}):
            season = Calendar.load().season_on(today())
            set_half_days(
                person=person,
                season=season,
                answers=changes,
                by=by,
                entered_from=facts["entered_from"],
            )
        return need
    first, _space, last = form.cleaned_data["name"].partition(" ")
    return actions.state_need_of_newcomer(
        first_name=first,
        last_name=last,
        language="ar" if is_arabic(facts["words"]) else "fr",
        by=by,
        **facts,
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
