"""Reads about workshops: how many have answered, which slips are missing, what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from elspace.needs.enums import OPEN_STATES
from elspace.needs.models import CODE_LETTERS, RECEIPT_SIGNS, Need, Slip, Workshop
from elspace.people.enums import Role
from elspace.people.models import Person, PersonalLink

from .reading import needs_visible_to, with_people

RECEIPT_DAYS = 120  # after the workshop; a personal link lasts as long
ANSWERED = Q(slips__is_blank=False) & ~Q(slips__at=None)


@dataclass(frozen=True)
class Answered:
    """How many people have answered, of how many; never who."""

    people: int
    expected: int

    @property
    def is_more(self) -> bool:
        """More came than were expected."""
        return self.people > self.expected


def workshops() -> QuerySet[Workshop]:
    """All workshops, the latest first, with how many answered and how many slips were printed."""
    return Workshop.objects.annotate(
        named=Count("slips__person", distinct=True, filter=ANSWERED),
        unnamed=Count("slips", distinct=True, filter=ANSWERED & Q(slips__person=None)),
        printed=Max("slips__number"),
    )


def answered_so_far(workshop: Workshop) -> Answered:
    """The same for a row of `workshops`, without asking again."""
    return Answered(workshop.named + workshop.unnamed, workshop.expected)  # type: ignore[attr-defined]


def answered_of(workshop: Workshop) -> Answered:
    """People, not slips: who answered on paper and on a phone is one; somebody whose data was
    erased since still counts."""
    slips = workshop.slips.exclude(at=None).filter(is_blank=False)
    found = slips.aggregate(
        named=Count("person", distinct=True), unnamed=Count("pk", filter=Q(person=None))
    )
    return Answered(found["named"] + found["unnamed"], workshop.expected)


def clean_code(text: str, signs: str = CODE_LETTERS) -> str:
    """A code as people type it: small letters, blanks and dashes do not matter; "" when none."""
    code = "".join(char for char in text.upper()[:40] if char.isalnum())
    return code if code and all(char in signs for char in code) else ""


def workshop_with_code(text: str) -> Workshop | None:
    """The workshop whose code was typed."""
    code = clean_code(text)
    return Workshop.objects.filter(code=code).first() if len(code) == 4 else None


def workshop_on_now() -> Workshop | None:
    """A workshop that is open at this moment, so that the public home asks for its code."""
    now = timezone.now()
    return Workshop.objects.filter(opens_at__lte=now, closes_at__gt=now).first()


def workshops_on_now() -> QuerySet[Workshop]:
    """Those open at this moment, with how many answered, the first to close first."""
    now = timezone.now()
    return workshops().filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at", "pk")


def workshops_left(user: Any, now: datetime) -> QuerySet[Any]:
    """Those that are over and leave something to do: `untyped` slips that were printed and did not
    come back, `unsorted` needs that this person may read."""
    open_needs = needs_visible_to(user).filter(state__in=OPEN_STATES, discipline=None)
    is_untyped = Q(slips__at=None, slips__is_blank=False) & ~Q(slips__number=None)
    counted = Workshop.objects.filter(closes_at__lte=now).annotate(
        untyped=Count("slips", distinct=True, filter=is_untyped),
        unsorted=Count(
            "slips__needs", distinct=True, filter=Q(slips__needs__in=open_needs.values("pk"))
        ),
    )
    return counted.filter(Q(untyped__gt=0) | Q(unsorted__gt=0)).order_by("closes_at", "pk")


def missing_numbers(workshop: Workshop) -> list[int]:
    """Printed slips nobody has typed, nor noted as blank."""
    return _numbers(workshop.slips.filter(at=None, is_blank=False))


def is_typed(workshop: Workshop, number: int) -> bool:
    """Whether the slip with this number has its answer."""
    return workshop.slips.filter(number=number).exclude(at=None).exists()


def came_to(workshop: Workshop, people: Iterable[Person]) -> set[int]:
    """Which of these people the hub met at this workshop."""
    slips = workshop.slips.filter(is_new=True, person__in=[person.pk for person in people])
    return {pk for pk in slips.values_list("person_id", flat=True) if pk is not None}


def blank_numbers(workshop: Workshop) -> list[int]:
    """Printed slips noted as blank."""
    return _numbers(workshop.slips.filter(is_blank=True))


def _numbers(slips: QuerySet[Slip]) -> list[int]:
    found = slips.order_by("number").values_list("number", flat=True)
    return [number for number in found if number is not None]


def lots_of(workshop: Workshop) -> list[dict[str, Any]]:
    """Each printing with its first and last number."""
    found: dict[Any, list[int]] = {}
    slips = workshop.slips.exclude(lot=None).order_by("number")
    for slip in slips:
        found.setdefault(slip.lot, []).append(slip.number or 0)
    return [
        {"lot": lot, "first": numbers[0], "last": numbers[-1], "count": len(numbers)}
        for lot, numbers in found.items()
    ]


def said_at(workshop: Workshop, user: Any) -> QuerySet[Need]:
    """What was said at a workshop, as far as this person may read it, by number of slip."""
    needs = needs_visible_to(user).filter(slip__workshop=workshop)
    return with_people(needs).select_related("slip").order_by("slip__number", "stated_at", "pk")


def names_offered() -> QuerySet[Person]:
    """Who may be chosen by name where the team opened the list: residents and members under their
    real name; nobody who chose an alias."""
    people = Person.objects.with_role(Role.RESIDENT, Role.MEMBER)
    return people.filter(is_alias=False).order_by("first_name", "last_name", "pk")


def slip_of_receipt(text: str) -> Slip | None:
    """The slip whose receipt was typed, if it opens a page: the person was new and has an answer,
    the receipt is not over, and the team has not closed the page."""
    code = clean_code(text, RECEIPT_SIGNS)
    if len(code) != 8:
        return None
    since = timezone.now() - timedelta(days=RECEIPT_DAYS)
    slip = (
        Slip.objects.filter(
            receipt=code,
            is_new=True,
            person__is_active=True,
            # Joined to somebody known before: their page is not for whoever finds a stub.
            person__created_at__gte=F("at") - timedelta(minutes=1),
            workshop__closes_at__gte=since,
        )
        .select_related("person", "workshop")
        .first()
    )
    if slip is None:
        return None
    closed = PersonalLink.objects.filter(person=slip.person).exclude(revoked_at=None).exists()
    return None if closed else slip
