"""The page at a room's door and the room's calendar: free or taken, never for whom."""

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.hosting.actions import book_room
from elspace.hosting.actions.doors import give_door_link, revoke_door_link
from elspace.hosting.models import DoorLink, Room
from elspace.hosting.queries.doors import door_now
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

SignIn = Callable[[Person | None], Client]


def taken(room: Room, by: Person, hour: time, minutes: int = 60) -> None:
    start = local(today(), hour)
    book_room(
        room=room,
        start_at=start,
        end_at=start + timedelta(minutes=minutes),
        title="Entretien de Samia",
        person=factories.resident(),
        outside_hours=True,
        key=uuid.uuid4(),
        by=by,
    )


@pytest.fixture
def zitoun(hub: object) -> Room:
    return factories.room("Zitoun")


def at(hour: time) -> datetime:
    return local(today(), hour)


def test_door_says_free_until_the_next_booking_then_taken_until_all_of_it_is_over(
    zitoun: Room, programme: Person, clock: time_machine.Traveller
) -> None:
    taken(zitoun, programme, time(11))
    taken(zitoun, programme, time(12), 30)
    door = door_now(zitoun)
    assert (door.state, door.until, door.next_at) == (
        "free",
        at(time(11)),
        (at(time(11)), at(time(12, 30))),
    )
    clock.move_to(at(time(11, 30)))
    door = door_now(zitoun)
    assert (door.state, door.until, door.next_at) == ("taken", at(time(12, 30)), None)
    clock.move_to(at(time(23, 30)))
    assert (door_now(zitoun).state, door_now(zitoun).until) == ("closed", None)


def test_door_of_a_half_is_taken_with_the_hall(zitoun: Room, programme: Person) -> None:
    hall = factories.room("Salle", capacity=40)
    hall.parts.set([zitoun, factories.room("Sud")])
    taken(hall, programme, time(9, 30), 90)
    assert door_now(zitoun).state == "taken"


def test_door_and_calendar_never_say_a_name_or_a_title(
    zitoun: Room, programme: Person, client: Client
) -> None:
    taken(zitoun, programme, time(9, 30))
    token = give_door_link(room=zitoun, by=programme).token
    page = client.get(f"/door/{token}/")
    words = page.content.decode()
    assert "Occupée" in words
    assert "مشغولة" in words
    assert page.headers["Refresh"] == "60"
    assert "no-store" in page.headers["Cache-Control"]
    feed = client.get(f"/door/{token}.ics")
    lines = feed.content.decode()
    assert lines.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Occupée" in lines
    for found in (words, lines):
        assert "Samia" not in found
        assert "Entretien" not in found
        assert str(zitoun.bookings.get().key) not in found
    again = client.get(f"/door/{token}.ics", headers={"if-none-match": feed.headers["ETag"]})
    assert again.status_code == 304


def test_door_address_is_given_once_renewed_and_revoked_by_the_team(
    zitoun: Room, programme: Person, sign_in: SignIn, client: Client
) -> None:
    team, address = sign_in(programme), f"/rooms/{zitoun.key}/door/"
    team.post(address)
    team.post(address)
    first = DoorLink.objects.get()
    page = team.get(f"/rooms/{zitoun.key}/")
    assert f"/door/{first.token}/" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    team.post(address, {"anew": "yes"})
    second = DoorLink.objects.get(revoked_at=None)
    assert client.get(f"/door/{first.token}/").status_code == 404
    assert client.get(f"/door/{second.token}/").status_code == 200
    team.post(f"{address}revoke/")
    assert client.get(f"/door/{second.token}/").status_code == 404
    assert client.get(f"/door/{second.token}.ics").status_code == 404
    verbs = AuditLine.objects.filter(verb__endswith="door_link").values_list("verb", flat=True)
    assert sorted(verbs) == ["give_door_link"] * 2 + ["revoke_door_link"] * 2
    reception = sign_in(factories.person("Olfa", roles=["reception"]))
    assert reception.post(address).status_code == 403
    assert DoorLink.objects.filter(revoked_at=None).count() == 0


def test_door_of_a_room_out_of_use_is_gone(zitoun: Room, programme: Person, client: Client) -> None:
    token = give_door_link(room=zitoun, by=programme).token
    Room.objects.update(is_active=False)
    assert client.get(f"/door/{token}/").status_code == 404
    revoke_door_link(room=zitoun, by=programme)
    assert DoorLink.objects.get().revoked_at == timezone.now()
