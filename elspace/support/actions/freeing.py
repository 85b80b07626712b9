"""Seats given back because their need needs no date any more."""

import uuid

from django.db import transaction

from elspace.agenda.actions import drop_invitation
from elspace.agenda.models import Invitation
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Session
from elspace.support.queries.told import who_knows

from . import taking_back, telling


@transaction.atomic
def free_seats_of(need: Need, by: Person | None) -> None:
    """Withdrawn, declined or answered otherwise: the seat goes to the next in line. Whoever knew
    of the date and did not free it herself is told."""
    seats = Invitation.objects.filter(
        need=need,
        is_dropped=False,
        occasion__session__state__in=(SessionState.PROPOSED, *COMING),
    )
    for seat in seats.select_related("person", "occasion").order_by("occasion__session"):
        session = (
            Session.objects.select_for_update(of=("self",))
            .select_related("occasion")
            .get(occasion=seat.occasion_id)
        )
        if session.state == SessionState.PROPOSED:  # holds nothing: nothing remains
            seat.delete()
            continue
        taking_back.forget_calls([seat], by=by)
        taking_back.take_back_letters(session, of=seat.person, by=by)
        knows = seat.person_id in who_knows(session)
        drop_invitation(invitation=seat, by=by)
        if knows and by != seat.person:
            telling.tell_seat_freed(seat, session, batch=uuid.uuid4(), by=by)
