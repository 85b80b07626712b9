"""Seats given back because their need needs no date any more."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from elspace.agenda.actions import drop_invitation
from elspace.agenda.models import Invitation
from elspace.core.templatetags.elspace import moment
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Session
from elspace.support.queries.told import who_knows
from elspace.support.subjects import session_title

from . import taking_back, telling


@transaction.atomic
def free_seats_of(need: Need, by: Person | None, still_waits: bool = False) -> None:
    """Withdrawn, declined, answered otherwise, or (`still_waits`) about something else than the
    session: the seat goes to the next in line. Whoever knew of the date and did not free it herself
    is told."""
    for seat in _seats_of(need).select_related("person"):
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
            telling.tell_seat_freed(
                seat, session, still_waits=still_waits, batch=uuid.uuid4(), by=by
            )


def dates_held_for(need: Need, user: Any) -> list[str]:
    """The coming sessions in which a need has a seat, each with its moment, as this user may read
    them."""
    seats = _seats_of(need).select_related("occasion__session__discipline")
    return [
        f"\u2068{session_title(seat.occasion.session, user)}\u2069, "
        f"{moment(seat.occasion.start_at)}"
        for seat in seats.prefetch_related("occasion__invitations__need")
    ]


def _seats_of(need: Need) -> QuerySet[Invitation]:
    return (
        Invitation.objects.filter(
            need=need,
            is_dropped=False,
            occasion__session__state__in=(SessionState.PROPOSED, *COMING),
        )
        .select_related("occasion")
        .order_by("occasion__session")
    )
