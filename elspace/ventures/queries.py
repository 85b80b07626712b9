"""Reads about ventures: whose they are, which exist for whom."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from elspace.hub.parts import uses
from elspace.people.models import Person

from .models import Membership, Venture


def current_memberships() -> QuerySet[Membership]:
    """Who belongs to which venture today; nobody where the hub does not use projects."""
    if not uses("projects"):
        return Membership.objects.none()
    return Membership.objects.current().select_related("venture").order_by("from_on", "pk")


def ventures_of(person: Person) -> QuerySet[Venture]:
    """The ventures a person belongs to today."""
    current = current_memberships().filter(person=person).order_by()
    return Venture.objects.filter(pk__in=current.values("venture")).order_by("name", "pk")


def ventures_visible_to(user: Any) -> QuerySet[Venture]:
    """All for the team; for others their own; none where the hub does not use projects."""
    if not user.is_authenticated or not uses("projects"):
        return Venture.objects.none()
    if user.has_perm("people.view_person"):
        return Venture.objects.all()
    return ventures_of(user)


def with_members(ventures: QuerySet[Venture]) -> QuerySet[Venture]:
    """Ventures with their people of today in `current_memberships`."""
    current = Membership.objects.current().select_related("person").order_by("from_on", "pk")
    return ventures.prefetch_related(
        Prefetch("memberships", queryset=current, to_attr="current_memberships")
    )
