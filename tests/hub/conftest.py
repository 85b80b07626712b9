"""Fixtures of the hub's own pages."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from elspace.hub.models import Holiday, OpeningProfile
from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories
from tests.hub.calendar_pages import EID


@pytest.fixture
def director(hub: object) -> Person:
    """Who directs the hub."""
    return factories.person("Emna", "Gaaloul", roles=[Role.DIRECTOR], email="emna@hub.example")


@pytest.fixture
def page(director: Person, sign_in: Callable[[Person], Client]) -> Client:
    """A browser signed in as the director."""
    return sign_in(director)


@pytest.fixture
def ramadan(hub: object) -> OpeningProfile:
    """The hours of Ramadan 2027."""
    return OpeningProfile.objects.get(starts_on=date(2027, 2, 8))


@pytest.fixture
def eid(hub: object) -> Holiday:
    """The first day of the feast after it."""
    return Holiday.objects.get(on=EID, is_lunar=True)
