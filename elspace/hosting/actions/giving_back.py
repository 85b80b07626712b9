"""Somebody gives their own room back; what that costs, if anything, they read before."""

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.registries import return_costs
from elspace.hosting import rules
from elspace.hosting.models import Booking
from elspace.people.models import Person

from .bookings import cancel_booking


@transaction.atomic
def give_back_own(*, booking: Booking, agreed: str = "", by: Person) -> Booking:
    """The person gives their own room back. What that costs was said to them before: `agreed` is
    the sum they read; another one, or none, is said first."""
    locked = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    allowed = rules.can_cancel_booking(by, locked)
    if not allowed:
        if locked.state == Booking.State.BOOKED:
            raise Refused(allowed.reason)
        return locked
    asked = [
        (cost, note)
        for ask, note in return_costs
        if (cost := ask(locked)) is not None and cost.amount is not None
    ]
    if any(f"{cost.amount:.3f}" != agreed for cost, _note in asked):
        raise Refused(_("Giving it back now has a price: please read it, then press again."))
    for cost, note in asked:
        note(booking=locked, cost=cost, by=by)
    return cancel_booking(booking=locked, by=by)
