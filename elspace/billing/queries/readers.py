"""Who reads what is written to a payer, and whose papers somebody reads."""

from django.db.models import Prefetch, Q

from elspace.hosting.models import Payer
from elspace.people.models import Person
from elspace.ventures.models import Membership


def members() -> "Prefetch[str]":
    """What `reader_of` looks at, to read once for many payers: who carries each project today,
    the longest first."""
    today = Membership.objects.current().select_related("person").order_by("from_on", "pk")
    return Prefetch("venture__memberships", today)


def reader_of(payer: Payer) -> Person | None:
    """The person who pays, or who carries the project longest; None where nobody here reads. The
    payer was read with `members()`."""
    if payer.person is not None:
        return payer.person if payer.person.is_active else None
    if payer.venture is None:
        return None
    members = [one.person for one in payer.venture.memberships.all() if one.person.is_active]
    return members[0] if members else None


def payers_read_by(person: Person) -> list[Payer]:
    """The payers whose papers reach this person: themselves, a project they carry. Not those who
    only pay for them: what an organisation is asked is between it and the hub."""
    possible = Payer.objects.filter(
        Q(person=person)
        | Q(venture__memberships__in=Membership.objects.current().filter(person=person))
    )
    rows = possible.distinct().select_related("person", "venture").prefetch_related(members())
    return [payer for payer in rows if reader_of(payer) == person]
