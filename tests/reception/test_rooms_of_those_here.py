"""A room is not released while the person who booked it is here."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from elspace.hosting.actions import book_room
from elspace.hosting.actions.unused import release_unused
from elspace.hosting.models import Booking
from elspace.reception.actions import check_in
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(hub, clock):
    room = factories.room("Romman", release_after=15)
    who = factories.resident("Inès")
    start = timezone.now().replace(minute=0, second=0) + timedelta(days=1)
    made = book_room(
        room=room, person=who, start_at=start, end_at=start + timedelta(hours=1), by=who
    )
    clock.move_to(start)
    return made


@pytest.mark.parametrize(("is_here", "state"), [(True, "booked"), (False, "released")])
def test_who_is_here_keeps_the_room(booking, clock, is_here, state):
    if is_here:
        check_in(person=booking.person, key=uuid.uuid4(), by=None)
    clock.move_to(booking.start_at + timedelta(minutes=20))
    release_unused()
    assert Booking.objects.get().state == state


def test_a_booking_over_while_nothing_ran_stands(booking, clock):
    clock.move_to(booking.end_at + timedelta(hours=2))
    release_unused()
    assert Booking.objects.get().state == "booked"
