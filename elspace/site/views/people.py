"""People: the list with its search, one person's page, who has read what, pages to merge."""

import uuid

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from elspace.core.gates import requires, signed_in
from elspace.core.lists import ORPHANS
from elspace.core.moments import today
from elspace.hub.parts import hub_of, uses_part
from elspace.outbox.queries import address_of
from elspace.people import rules
from elspace.people.middleware import before_second_factor
from elspace.people.models import Person
from elspace.people.queries import link_of, people_matching
from elspace.site.queries.hosted import hosted_of
from elspace.site.queries.people import (
    GROUPS,
    facts_of,
    group_counts,
    likely_twins,
    needs_to_read,
    people_rows,
    readings_about,
)
from elspace.trust.actions import mark_read
from elspace.ventures.queries import current_memberships

ROWS = 50


@requires("people.view_person")
def people(request: HttpRequest) -> HttpResponse:
    """The people of the hub: search by any spelling, groups, counts."""
    text = request.GET.get("q", "")[:100]
    group = request.GET.get("group", "")
    groups = GROUPS if uses_part(request, "programme") else GROUPS.keys() - {"experts"}
    group = group if group in groups else ""
    page = Paginator(people_rows(text, group), ROWS, orphans=ORPHANS).get_page(
        request.GET.get("page")
    )
    template = "site/people.html"
    if getattr(request, "htmx", False):
        template += "#found"
    return render(
        request,
        template,
        {
            "text": text,
            "group": group,
            "counts": group_counts(),
            "page": page,
            "may_merge": request.user.has_perm("people.merge_people"),
        },
    )


@requires("people.view_person")
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One person: how to reach them, what happened so far, what could be next."""
    who = get_object_or_404(
        Person.objects.select_related("referent").prefetch_related("grants", "speaks"), key=key
    )
    has_needs = uses_part(request, "needs")
    needs = needs_to_read(who, request.user) if has_needs else []
    mark_read(needs, reader=request.user)
    half_days = who.half_days.order_by("season", "weekday", "half")
    return render(
        request,
        "site/person.html",
        {
            "who": who,
            "ways": _ways_to(who),
            "facts": facts_of(who, request.user),
            "needs": needs,
            "readings": [(need, rows) for need, rows in readings_about(who) if need in needs]
            if needs
            else [],
            "half_days": half_days,
            "away": who.away.filter(until_on__gte=today()),
            "link": link_of(who),
            "memberships": current_memberships().filter(person=who),
            "can_change": rules.can_change_person(request.user, who),
            "can_invite": rules.can_invite(request.user, who),
            "hosted": hosted_of(who, request.user, hub_of(request)),
            "may_grant": request.user.has_perm("people.grant_role"),
            "may_merge": request.user.has_perm("people.merge_people"),
            "may_name": who.is_alias and request.user.has_perm("people.name_alias"),
        },
    )


def _ways_to(who: Person) -> list[dict[str, str]]:
    """What one tap can do to reach a person, their preferred way first."""
    ways = []
    for channel in ("whatsapp", "call", "sms", "mail"):
        has = who.email if channel == "mail" else who.phone
        if has:
            ways.append({"channel": channel, "url": address_of(channel, who, "", "")})
    return sorted(ways, key=lambda way: way["channel"] != who.channel)


@before_second_factor
@signed_in
def readers(request: HttpRequest) -> HttpResponse:
    """Who reads what about me, and who has read."""
    return render(
        request,
        "site/readers.html",
        {
            "readings": readings_about(request.user) if uses_part(request, "needs") else [],
            "team_size": Person.objects.team().count(),
        },
    )


@requires("people.merge_people")
def twins(request: HttpRequest) -> HttpResponse:
    """Pages that are probably one person's."""
    return render(request, "site/twins.html", {"pairs": likely_twins()})


@requires("people.name_alias")
def twin_of(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Find the other page of this person."""
    who = get_object_or_404(Person, key=key)
    if not who.is_alias and not request.user.has_perm("people.merge_people"):
        raise PermissionDenied
    # An alias looks like nobody: whose page it joins is what the person said.
    text = request.GET.get("q", "")[:100] or ("" if who.is_alias else who.first_name)
    found = people_matching(text).exclude(pk=who.pk).prefetch_related("grants")[:20] if text else []
    return render(request, "site/twin_of.html", {"who": who, "text": text, "found": found})
