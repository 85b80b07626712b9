"""Sheets to print: the week on the wall, the day at the desk, a person's week in the pocket."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation

from elspace.core.addresses import whole_address
from elspace.core.gates import requires
from elspace.core.moments import monday
from elspace.core.printing import paper
from elspace.hub.queries import ramadan_day
from elspace.people.links import by_personal_link
from elspace.people.models import Person
from elspace.site.queries import printing as queries
from elspace.site.queries.sharing import sheet_of_week


@requires("agenda.view_day")
def print_week(request: HttpRequest, day: str) -> HttpResponse:
    """The week as it may hang on the wall: announced, without anybody's name but the experts'."""
    sheet = sheet_of_week(_day(day))
    days: dict[date, list[Any]] = {}
    for line in sheet.lines:
        days.setdefault(timezone.localdate(line.start_at), []).append(line)
    context = {"sheet": sheet, "days": days, "newest_url": whole_address("public:home")}
    return paper(request, "site/print_week.html", context)


@requires("agenda.view_day")
def print_day(request: HttpRequest, day: str) -> HttpResponse:
    """The day at the desk, for a day without power or network."""
    on = _day(day)
    rows = queries.day_rows(on)
    context = {
        "day": on,
        "fast": ramadan_day(on),
        "rows": rows,
        "calls": queries.people_to_call(rows),
        "newest_url": whole_address("site:print-day", day=day),
    }
    return paper(request, "site/print_day.html", context)


@requires("people.view_person")
def print_person(request: HttpRequest, key: uuid.UUID, day: str) -> HttpResponse:
    """A person's week on A5, for those without a phone; in her language."""
    person = get_object_or_404(Person, key=key, is_active=True)
    with translation.override(person.language):
        return _week_of(request, person, _day(day))


@by_personal_link
def print_my_week(request: HttpRequest, token: str, day: str) -> HttpResponse:
    """The same, from her own page."""
    return _week_of(request, request.link_person, _day(day))  # type: ignore[attr-defined]


def _week_of(request: HttpRequest, person: Person, day: date) -> HttpResponse:
    first = monday(day)
    context = {
        "person": person,
        "first": first,
        "last": first + timedelta(days=6),
        "rows": queries.week_rows(person, first),
        "newest_url": whole_address("public:home"),
    }
    return paper(request, "site/print_person.html", context)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if not 2000 <= day.year <= 2100:
        raise Http404
    return day
