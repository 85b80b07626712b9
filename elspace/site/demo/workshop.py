"""The workshop with which the term began: on its first Monday, some spoke, some wrote, some typed
on the phones that went round."""

from uuid import uuid5

from django.utils import timezone

from elspace.needs.actions import note_blank_slips, prepare_workshop, print_slips
from elspace.needs.models import Slip
from elspace.people.models import Person

from .cast import Cast
from .keys import key_of

PREPARED, BEGINS, ENDS, SORTED = "0 Thu 15:00", "1 Mon 10:00", "1 Mon 12:30", "1 Mon 17:30"
# What was written on slips, by number; what else was said that morning came by phone.
ON_PAPER = {
    "R02-selling": 4,
    "R02-selling-before": 4,
    "R15-finance-before": 7,
    "R28-finance-before": 2,
}
BY_PHONE = {"R01-finance", "R01-finance-before", "R03-software", "R14-finance"}
EXPECTED, PRINTED = 8, 20


def tell_workshop(cast: Cast) -> None:
    """It is prepared, held, and its blank slips put aside."""
    cast.story.at(cast.days.at(PREPARED), _prepared, cast)
    cast.story.at(cast.days.at(SORTED), _put_aside, cast)


def slip_of(cast: Cast, code: str, person: Person) -> Slip | None:
    """The slip, or the phone, by which this need was said; None elsewhere."""
    workshop = cast.workshop
    if workshop is None or code not in {*ON_PAPER, *BY_PHONE}:
        return None
    number = ON_PAPER.get(code)
    if number is not None:
        slip = workshop.slips.get(number=number)
    else:
        key = uuid5(workshop.key, person.first_name)
        slip, _new = Slip.objects.get_or_create(key=key, defaults={"workshop": workshop})
    slip.person, slip.at = person, timezone.now()
    slip.save(update_fields=["person", "at"])
    return slip


def _prepared(cast: Cast) -> None:
    cast.workshop = prepare_workshop(
        title="De quoi avons-nous besoin ce trimestre ?",
        where="Yasmine",
        opens_at=cast.days.at(BEGINS),
        closes_at=cast.days.at(ENDS),
        expected=EXPECTED,
        offers_names=True,
        key=key_of("workshop"),
        by=cast.community,
    )
    print_slips(
        workshop=cast.workshop, count=PRINTED, lot=key_of("workshop", "slips"), by=cast.community
    )


def _put_aside(cast: Cast) -> None:
    if cast.workshop is None:
        return
    came_back_blank = [n for n in range(1, PRINTED + 1) if n not in {*ON_PAPER.values(), 9}]
    note_blank_slips(workshop=cast.workshop, numbers=came_back_blank, by=cast.community)
