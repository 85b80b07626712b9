"""Fixtures of the whole suite: a frozen clock, the hub, somebody signed in."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

TUNIS = ZoneInfo("Africa/Tunis")
NOW = datetime(2027, 2, 16, 10, 0, tzinfo=TUNIS)  # a Tuesday, week 6, ninth day of Ramadan


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """Time stands still at NOW; `clock.move_to(...)` moves it. Real time in races and browsers."""
    if request.node.get_closest_marker("browser") or request.node.get_closest_marker("race"):
        yield None
        return
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    """What one test leaves in the process must not reach the next: cache, language of the page."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def hub(db: None) -> object:
    """A hub with one place."""
    return factories.hub()


@pytest.fixture
def programme(hub: object) -> Person:
    """A programme manager of the team."""
    return factories.person("Hela", "Mansour", roles=[Role.PROGRAMME], email="hela@hub.example")


@pytest.fixture
def sign_in() -> Callable[[Person | None], Client]:
    """`sign_in(person)` gives a client signed in as that person (None: a visitor)."""

    def client_of(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            if person.invited_at is None:  # only people whose account was opened may sign in
                person.invited_at = NOW
                person.save(update_fields=["invited_at"])
            client.force_login(person, "elspace.people.backends.SignInBackend")
        return client

    return client_of
