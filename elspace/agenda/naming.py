"""What an occasion is called and who leads it: told by the app that owns its session or event."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .enums import OccasionKind
from .models import Occasion


@dataclass(frozen=True)
class OccasionName:
    """What anybody invited may read: no names of people invited, nothing confidential."""

    title: str
    with_whom: str = ""
    language: str = ""  # spoken, in words


Namer = Callable[[Iterable[Occasion]], dict[int, OccasionName]]
# (person, occasion) numbers of who leads what, among some people and some occasions.
Leads = Callable[[Iterable[int], QuerySet[Occasion]], Iterable[tuple[int, int]]]

# By kind of occasion, in the language of the page; filled in `AppConfig.ready()` of higher apps.
namers: dict[str, Namer] = {}
leads: list[Leads] = []


def names_of(occasions: Iterable[Occasion]) -> dict[int, OccasionName]:
    """Names by the occasion's number: by the app that owns it, else its own title; a session that
    nobody names is an appointment."""
    occasions = list(occasions)
    found = {
        one.pk: OccasionName(_("Appointment") if one.kind == OccasionKind.SESSION else one.title)
        for one in occasions
    }
    for kind, namer in namers.items():
        of_kind = [occasion for occasion in occasions if occasion.kind == kind]
        if of_kind:
            found |= namer(of_kind)
    return found


def led_by(people: Iterable[int], occasions: QuerySet[Occasion]) -> list[tuple[int, int]]:
    """Who of these people leads which of these occasions."""
    people = list(people)
    return [pair for lead in leads for pair in lead(people, occasions)]
