"""A room given back late: the fee is a dated setting; what was said before the press is due."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import LateFee, LateReturn
from elspace.billing.queries.due import class_of_room, payer_of_room
from elspace.billing.queries.late import Cost, words_of
from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.models import Booking
from elspace.trust.actions import record

from .books import lock_books


@transaction.atomic
def set_late_fee(*, hours: int, percent: Decimal, from_on: date, source: str, by: Any) -> LateFee:
    """Say from a day on what a room given back late costs; nought percent ends it. Never from a day
    that is over: nobody was told then."""
    lock_books()
    if not source.strip():
        raise Refused(_("Where does it come from? A word is enough."))
    if from_on < today():
        raise Refused(_("It begins today or later: before, nobody was told."))
    row, _made = LateFee.objects.update_or_create(
        from_on=from_on,
        defaults={"hours": hours, "percent": percent, "source": source.strip()},
    )
    record("set_late_fee", subject=row, actor=by, changes={"percent": (None, str(percent))})
    return row


@transaction.atomic
def note_late_return(*, booking: Booking, cost: Cost, by: Any) -> LateReturn:
    """What its person read and pressed is due, once."""
    payer = payer_of_room(booking)
    language = payer.language if payer else booking.person.language  # type: ignore[union-attr]
    row, made = LateReturn.objects.get_or_create(
        source=f"late:{booking.key}",
        defaults={
            "person": booking.person,
            "payer": payer,
            "returned_on": today(),
            "words": words_of(booking, language)[:200],
            "amount": cost.before,
            "vat_class": class_of_room(booking),
        },
    )
    if made:
        record("return_room_late", subject=booking, actor=by)
    return row
