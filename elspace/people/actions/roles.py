"""Granting and ending roles; access begins and ends by itself with their dates."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hub.models import Place
from elspace.people import rules
from elspace.people.enums import Role
from elspace.people.models import Person, RoleGrant
from elspace.trust.actions import record


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: str,
    by: Person | None,
    from_on: date | None = None,
    until_on: date | None = None,
    place: Place | None = None,
) -> RoleGrant:
    """Give a role from a day (today) until a day (open). A grant that already covers these days is
    returned; one that overlaps them is stretched, or ends earlier. The hub always keeps a
    director."""
    Person.objects.select_for_update().get(pk=person.pk)
    role = Role(role)
    _lock_directors(role)
    if by is not None and not (answer := rules.can_give_roles(by, [role])):
        raise Refused(answer.reason)
    from_on = from_on or today()
    if until_on is not None and until_on < from_on:
        raise Refused(_("The last day comes before the first one."))
    overlapping = RoleGrant.objects.filter(person=person, role=role, place=place).filter(
        Q(until_on=None) | Q(until_on__gte=from_on)
    )
    if until_on is not None:
        overlapping = overlapping.filter(from_on__lte=until_on)
    grant = overlapping.order_by("from_on").first()
    before: dict[str, str | None] = {"from_on": None, "until_on": None}
    if grant is None:
        grant = RoleGrant(person=person, role=role, place=place, granted_by=by)
        grant.from_on, grant.until_on = from_on, until_on
    else:
        before = {"from_on": str(grant.from_on), "until_on": str(grant.until_on)}
        if grant.from_on <= from_on and grant.until_on == until_on:
            return grant
        if until_on is not None and grant.until_on is None:
            _keep_a_director(grant)
        grant.from_on, grant.until_on = min(grant.from_on, from_on), until_on
    grant.save()
    _forget_roles(person)
    record(
        "grant_role",
        subject=person,
        actor=by,
        changes={
            "role": ("", role.value),
            "from_on": (before["from_on"], str(grant.from_on)),
            "until_on": (before["until_on"], str(grant.until_on) if grant.until_on else None),
        },
    )
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, by: Person | None, last_on: date | None = None) -> RoleGrant:
    """End a role with a last day, yesterday by default (access ends now). The hub always keeps a
    director."""
    _lock_directors(grant.role)
    rows = RoleGrant.objects.select_for_update(of=("self",)).select_related("person")
    grant = rows.get(pk=grant.pk)
    if by is not None and not (answer := rules.can_give_roles(by, [grant.role])):
        raise Refused(answer.reason)
    yesterday = date.fromordinal(today().toordinal() - 1)
    last_on = last_on or yesterday
    if grant.until_on is not None and grant.until_on <= last_on:
        return grant
    _keep_a_director(grant)
    before = grant.until_on
    grant.until_on = last_on
    grant.from_on = min(grant.from_on, last_on)  # never had effect; the line stays
    grant.save()
    _forget_roles(grant.person)
    record(
        "end_role",
        subject=grant.person,
        actor=by,
        changes={
            "role": (grant.role, ""),
            "until_on": (str(before) if before else None, str(last_on)),
        },
    )
    return grant


def _lock_directors(role: str) -> None:
    """Two directors who end each other wait for one another: the second is refused."""
    if role == Role.DIRECTOR:
        list(RoleGrant.objects.select_for_update().filter(role=role).order_by("pk"))


def _keep_a_director(grant: RoleGrant) -> None:
    """Refuse where nobody else would hold the role today with no end; they must be able to act."""
    if grant.role != Role.DIRECTOR:
        return
    others = RoleGrant.objects.filter(
        role=Role.DIRECTOR, from_on__lte=today(), until_on=None, person__is_active=True
    ).exclude(person=grant.person)
    if not others.exists():
        raise Refused(_("The hub needs a director: give the role to someone else first."))


def _forget_roles(person: Person) -> None:
    """Roles already read on this object are out of date."""
    person.__dict__.pop("roles", None)
    getattr(person, "_prefetched_objects_cache", {}).pop("grants", None)
