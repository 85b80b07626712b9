"""Choices of hosting: who may book, states of bookings and waits, kinds of desks and plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpenTo(models.TextChoices):
    """Who books a room themselves; the team always may."""

    TEAM = "team", _("the team alone")
    RESIDENTS = "residents", _("the team and residents")
    HOSTED = "hosted", _("the team, residents and members")


class BookingState(models.TextChoices):
    """A booking that is booked or held takes its place; the others gave it back."""

    BOOKED = "booked", pgettext_lazy("booking", "booked")
    HELD = "held", pgettext_lazy("booking", "held for somebody who waits")
    CANCELLED = "cancelled", pgettext_lazy("booking", "cancelled")
    RELEASED = "released", pgettext_lazy("booking", "released, nobody came")


# From a state to those it may become.
BOOKING_TRANSITIONS: dict[str, frozenset[str]] = {
    BookingState.BOOKED: frozenset({BookingState.CANCELLED, BookingState.RELEASED}),
    BookingState.HELD: frozenset({BookingState.BOOKED, BookingState.CANCELLED}),
    BookingState.CANCELLED: frozenset(),
    BookingState.RELEASED: frozenset(),
}


class WaitState(models.TextChoices):
    """Somebody waits for a room: still, offered one for a time, took it, or no more."""

    WAITING = "waiting", pgettext_lazy("waiting list", "waiting")
    OFFERED = "offered", pgettext_lazy("waiting list", "offered")
    TAKEN = "taken", pgettext_lazy("waiting list", "taken")
    PASSED = "passed", pgettext_lazy("waiting list", "the time went by")
    WITHDRAWN = "withdrawn", pgettext_lazy("waiting list", "withdrawn")


class DeskKind(models.TextChoices):
    """How a desk is used."""

    FIXED = "fixed", pgettext_lazy("desk", "fixed")
    SHARED = "shared", pgettext_lazy("desk", "shared")
    FLEXIBLE = "flexible", pgettext_lazy("desk", "flexible")


class SwapState(models.TextChoices):
    """An exchange of two days between two people: offered, agreed on, or no more."""

    OFFERED = "offered", pgettext_lazy("exchange of days", "offered")
    AGREED = "agreed", pgettext_lazy("exchange of days", "agreed")
    WITHDRAWN = "withdrawn", pgettext_lazy("exchange of days", "withdrawn")


class PlanKind(models.TextChoices):
    """What a membership plan gives."""

    FIXED = "fixed", _("fixed desk")
    INCUBATED = "incubated", _("incubated")
    HALF = "half", _("half desk")
    FLEXIBLE = "flexible", _("flexible desk")
    DAY_BOOK = "day_book", _("book of days")
    DAY = "day", _("day")


class VatClass(models.TextChoices):
    """Which of the dated rates a price falls under; the rates themselves are rows (billing)."""

    NORMAL = "normal", pgettext_lazy("VAT", "normal")
    MIDDLE = "middle", pgettext_lazy("VAT", "middle")
    REDUCED = "reduced", pgettext_lazy("VAT", "reduced")
    ZERO = "zero", pgettext_lazy("VAT", "zero")
    EXEMPT = "exempt", pgettext_lazy("VAT", "exempt")


class PriceKind(models.TextChoices):
    """Why a subscription costs what it costs; seen only by those who must."""

    FULL = "full", pgettext_lazy("price", "full price")
    SOLIDARITY = "solidarity", pgettext_lazy("price", "solidarity price")
    WAIVED = "waived", pgettext_lazy("price", "waived")
    PROGRAMME = "programme", pgettext_lazy("price", "paid by a programme")


class Unit(models.TextChoices):
    """What an allowance counts."""

    ROOM_MINUTES = "room_minutes", _("minutes of rooms")
    DESK_HALVES = "desk_halves", _("half-days at a desk")


class MoveKind(models.TextChoices):
    """Why an allowance moved."""

    GRANTED = "granted", pgettext_lazy("allowance", "given")
    USED = "used", pgettext_lazy("allowance", "used")
    GIVEN_BACK = "given_back", pgettext_lazy("allowance", "given back")
    CORRECTED = "corrected", pgettext_lazy("allowance", "corrected")
    CARRIED = "carried", pgettext_lazy("allowance", "carried over")


class PayerKind(models.TextChoices):
    """Who pays."""

    PERSON = "person", pgettext_lazy("payer", "a person")
    VENTURE = "venture", pgettext_lazy("payer", "a project")
    ORGANISATION = "organisation", pgettext_lazy("payer", "an organisation")
