"""What stories share: walkers signed in, a picture of all tables, the worker's turn."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from elspace.people.models import Person
from elspace.support.models import Proposal
from elspace.support.tasks import run_proposal

from .walker import Walker


@pytest.fixture
def walk(sign_in: Any) -> Callable[..., Walker]:
    """`walk(person)`: a browser signed in as that person; `walk(language="ar")`: nobody's."""

    def of(person: Person | None = None, language: str = "fr") -> Walker:
        return Walker(sign_in(person), language)

    return of


@pytest.fixture
def work() -> Callable[[], None]:
    """The planning worker takes what waits."""

    def run() -> None:
        for proposal in Proposal.objects.filter(state="queued"):
            run_proposal.func(proposal.pk)

    return run


@pytest.fixture
def tables() -> Callable[[], dict[str, list[Any]]]:
    """Every row of every table, to tell whether anything was written."""

    def picture() -> dict[str, list[Any]]:
        models = [model for model in apps.get_models() if model._meta.managed]
        return {
            model._meta.label: sorted(model._base_manager.values_list(), key=repr)
            for model in models
        }

    return picture
