"""Fixtures of the whole suite: a frozen clock, the hub, somebody signed in."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

TUNIS = ZoneInfo("Africa/Tunis")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole process: Playwright starts once in a thread, and no more."""
    # Playwright's loop runs in this thread; Django must not take it for its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
