"""The same room several times for oneself: every date previewed, as many as one may hold."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting import actions, rules
from elspace.hosting.forms import SeriesForm
from elspace.hosting.models import Room
from elspace.hosting.queries import SeriesDate, may_book, preview_series
from elspace.hosting.views.series_dates import (
    chosen_dates,
    dates_context,
    dates_sentence,
    missed_sentence,
)
from elspace.people.links import used
from elspace.people.models import Person
from elspace.site.own import own_address, owner


def my_series(request: HttpRequest, token: str = "") -> HttpResponse:
    """Say when, see every date, book."""
    person = owner(request)
    if not rules.can_book_own_room(person):
        raise PermissionDenied
    if request.method == "POST":
        return _book(request, person, token)
    if "starts_on" not in request.GET:
        form = _form(person, initial={"starts_on": today()})
        return _page(request, token, form)
    form = _form(person, request.GET)
    dates = _dates(form, person) if form.is_valid() else None
    return _page(request, token, form, dates)


def _form(person: Person, *args: object, **kwargs: object) -> SeriesForm:
    """The form, with the rooms this person books themselves."""
    form = SeriesForm(*args, **kwargs)
    rooms = Room.objects.filter(is_active=True)
    mine = [room.pk for room in rooms if may_book(room, person)]
    form.fields["room"].queryset = rooms.filter(pk__in=mine)  # type: ignore[attr-defined]
    return form


def _page(
    request: HttpRequest,
    token: str,
    form: SeriesForm,
    dates: list[SeriesDate] | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = dates_context(request, form, dates) | {
        "refusal": refusal,
        "rooms_url": own_address(request, "site:my-rooms", token),
    }
    return render(request, "site/my_series.html", context)


def _dates(form: SeriesForm, person: Person) -> list[SeriesDate]:
    """Every date with what stands against it for this person."""
    rule = form.rule()
    days = rule.days()
    return preview_series(rule, days, rule.grounds(days, person=person, is_own=True))


def _book(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = _form(person, request.POST)
    if not form.is_valid():
        return _page(request, token, form)
    rule = form.rule()
    left_out, instead, _seen = chosen_dates(request, rule)
    try:
        series = actions.book_own_series(
            person=person,
            rule=rule,
            title=form.cleaned_data["title"],
            key=form.cleaned_data["key"],
            left_out=left_out,
            instead=instead,
        )
    except Refused as refused:
        return _page(request, token, form, _dates(form, person), refused)
    messages.success(request, dates_sentence(series))
    if missed := missed_sentence(series, (day for day in rule.days() if day not in left_out)):
        messages.warning(request, missed)
    if token:
        used(request)
    return redirect(own_address(request, "site:my-rooms", token))
