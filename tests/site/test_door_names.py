"""Tablets at doors and pages anybody may open never name who holds a room: the whole demonstration,
with everybody who has a booking in it."""

import re
from contextlib import suppress
from html import unescape

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from elspace.agenda.models import Occasion
from elspace.core.folding import fold
from elspace.core.moments import today
from elspace.hosting.actions.doors import give_door_link
from elspace.hosting.models import Booking, Room
from elspace.people.models import Person
from elspace.site.demo.laying import lay
from tests.conftest import NOW
from tests.personas import PAGES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def laid(django_db_setup, django_db_blocker):
    """The demonstration, laid once; taken away after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            lay()
        yield
        transaction.set_rollback(True)


def holders() -> list[Person]:
    """Everybody who has, or had, a room."""
    people = Person.objects.filter(pk__in=Booking.objects.exclude(person=None).values("person"))
    assert people.count() >= 5
    return list(people)


def named_in(text: str, people: list[Person]) -> set[str]:
    """Whose name, in either script and whole or not, stands in a text."""
    said = f" {fold(unescape(re.sub(r'<[^>]*>', ' ', text)))} "
    return {
        name
        for one in people
        for name in (
            one.name,
            f"{one.first_name_ar} {one.last_name_ar}",
            one.last_name,
            one.short_name,
        )
        if len(name.strip()) > 2 and f" {fold(name)} " in said
    }


def test_a_name_would_be_found():
    one = holders()[0]
    assert named_in(f"<td>{one.name}</td>", [one])


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", ["door", "door-feed"])
def test_no_door_names_who_has_its_room(clock, kind, language):
    people, client = holders(), Client()
    rooms = list(Room.objects.filter(is_active=True))
    titles = {fold(one.title) for one in Booking.objects.exclude(title="").exclude(person=None)}
    told = {}
    moments = {NOW} | {
        one.start_at for one in Booking.objects.filter(start_at__date=today(), person__isnull=False)
    }
    addresses = {
        room.name: reverse(f"hosting:{kind}", args=[give_door_link(room=room, by=None).token])
        for room in rooms
    }
    for moment in sorted(moments):
        clock.move_to(moment)
        for room, address in addresses.items():
            answer = client.get(address, {"lang": language})
            assert answer.status_code == 200
            page = answer.content.decode()
            found = named_in(page, people)
            found |= {title for title in titles if len(title) > 3 and title in fold(page)}
            if found:
                told[room] = found
    assert told == {}


def open_to_anybody() -> dict[str, str]:
    """Addresses a visitor may open, and every public occasion to come."""
    found = {}
    for page in PAGES:
        if "visitor" in page.may and page.answers == 200:
            with suppress(NoReverseMatch):  # one that is about a row
                found[page.name] = reverse(page.name)
    for occasion in Occasion.objects.filter(audience="public", end_at__gte=timezone.now()):
        found[f"occasion {occasion.pk}"] = reverse("agenda:public-occasion", args=[occasion.key])
    return found


def test_no_page_for_anybody_names_who_has_a_room(clock):
    people, client, told = holders(), Client(), {}
    addresses = open_to_anybody()
    assert {"public:home", "public:house", "agenda:public-feed"} <= set(addresses)
    for name, address in addresses.items():
        if found := named_in(client.get(address, follow=True).content.decode(), people):
            told[name] = found
    assert told == {}
