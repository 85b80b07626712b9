"""The rows addresses are about, made when a page asks for them."""

import uuid
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from elspace.agenda.actions import give_calendar_link
from elspace.billing.actions import Item, draft_invoice, issue_invoice, receive_cash
from elspace.core.moments import local
from elspace.hosting.actions.doors import give_door_link
from elspace.hosting.links import booking_link, wait_link
from elspace.hosting.models import Booking, RoomWait, Series
from elspace.hub.models import Closure, OpeningProfile
from elspace.insights.actions import give_page
from elspace.needs.models import Need, Workshop
from elspace.people.actions import give_link
from elspace.ventures.models import Venture
from tests import factories


def one_announced(world: dict[str, Any], audience: str = "invited") -> Any:
    """The key of the session's occasion, announced."""
    occasion = world["session"].occasion
    occasion.state, occasion.audience = "announced", audience
    occasion.save()
    return occasion.key


def one_calendar(world: dict[str, Any]) -> str:
    return give_calendar_link(person=world["person"], by=None).token


def one_venture(world: dict[str, Any]) -> Venture:
    return Venture.objects.first() or factories.venture("Zarbia Net", world["person"])


def one_closure() -> Closure:
    start = local(date(2027, 3, 3), time(10))
    return Closure.objects.create(starts_at=start, ends_at=start + timedelta(hours=1))


def one_dated() -> OpeningProfile:
    return OpeningProfile.objects.filter(season="ramadan").first()


def one_workshop() -> Workshop:
    """One that is open now, with slips."""
    return Workshop.objects.first() or factories.workshop()


def one_said_there() -> Need:
    workshop = one_workshop()
    said = Need.objects.filter(slip__workshop=workshop).first()
    return said or factories.said_at(workshop, "Savoir fixer mes prix")


def one_waiting(world: dict[str, Any]) -> Need:
    """A need without a date."""
    return factories.need(world["person"])


def one_given(world: dict[str, Any]) -> Any:
    """A page of the term that was given out."""
    return give_page(term=world["term"], by=world["person"], key=uuid.uuid4()).key


def one_link(world: dict[str, Any]) -> str:
    return give_link(person=world["person"], by=None).token


def one_expert_link(world: dict[str, Any]) -> str:
    return give_link(person=world["expert"].person, by=None).token


def one_payer(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": factories.payer().key}


def one_draft(world: dict[str, Any]) -> Any:
    item = Item("Bureau", Decimal(1), Decimal(120), "normal")
    return draft_invoice(payer=factories.payer(), items=[item], by=world["person"])


def one_line_due(world: dict[str, Any]) -> dict[str, Any]:
    item = Item(
        "Bureau", Decimal(1), Decimal(120), "normal", f"subscription:{uuid.uuid4()}:2027-02"
    )
    draft = draft_invoice(payer=factories.payer(), items=[item], by=world["person"])
    return {"key": draft.key, "number": draft.lines.get().pk}


def one_issued(world: dict[str, Any]) -> Any:
    return issue_invoice(invoice=one_draft(world), by=world["person"])


def one_cash(world: dict[str, Any]) -> Any:
    return receive_cash(payer=factories.payer(), amount=Decimal(5), by=world["person"])


def one_door(world: dict[str, Any]) -> str:
    return give_door_link(room=world["room"], by=None).token


def one_seat(world: dict[str, Any]) -> Any:
    return world["session"].occasion.invitations.get().key


def one_booked(world: dict[str, Any]) -> Booking:
    return Booking.objects.create(space=world["room"], person=world["person"], **one_soon())


def one_own_booking(world: dict[str, Any]) -> str:
    return booking_link(one_booked(world)).rstrip("/").rpartition("/")[2]


def one_room_wait(world: dict[str, Any]) -> str:
    wait = RoomWait.objects.create(room=world["room"], person=world["person"], **one_soon())
    return wait_link(wait).rstrip("/").rpartition("/")[2]


def one_series(world: dict[str, Any]) -> Any:
    day = timezone.localdate() + timedelta(days=3)
    return Series.objects.create(
        space=world["room"],
        weekdays=[day.weekday()],
        starts_on=day,
        until_on=day + timedelta(days=7),
        starts=time(10),
        minutes=60,
    ).key


def one_soon() -> dict[str, Any]:
    start = timezone.now() + timedelta(days=3)
    return {"start_at": start, "end_at": start + timedelta(hours=1)}
