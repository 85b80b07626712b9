"""Fixtures of the hub's own pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories


@pytest.fixture
def director(hub: object) -> Person:
    """Who directs the hub."""
    return factories.person("Emna", "Gaaloul", roles=[Role.DIRECTOR], email="emna@hub.example")


@pytest.fixture
def page(director: Person, sign_in: Callable[[Person], Client]) -> Client:
    """A browser signed in as the director."""
    return sign_in(director)
