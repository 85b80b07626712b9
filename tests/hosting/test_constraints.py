"""The database's own guard, where it has one."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from elspace.core.moments import local
from elspace.hosting.models import Booking, Occupancy
from tests import factories


def test_occupancy_never_overlaps_on_postgresql_even_past_the_action(hub: object) -> None:
    room = factories.room()
    start = local(date(2027, 4, 22), time(10))
    end = start + timedelta(hours=1)
    booking = Booking.objects.create(space=room, start_at=start, end_at=end)
    values = {"booking": booking, "space": room, "blocked_from": start, "blocked_until": end}
    first = Occupancy.objects.create(**values)
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic():
            Occupancy.objects.create(**values)
    else:  # SQLite has no such constraint: the action is the guard, and the races prove it
        assert Occupancy.objects.create(**values).pk != first.pk
    Occupancy.objects.update(is_active=False)
    Occupancy.objects.create(**values)
