"""Reads about ventures: whose they are, which exist for whom."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from elspace.people.models import Person

from .models import Membership, Venture


def ventures_of(person: Person) -> QuerySet[Venture]:
    """The ventures a person belongs to today."""
    current = Membership.objects.current().filter(person=person)
    return Venture.objects.filter(pk__in=current.values("venture")).order_by("name", "pk")


def ventures_visible_to(user: Any) -> QuerySet[Venture]:
    """All for the team; for others their own."""
    if not user.is_authenticated:
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
