"""One key, one row: also when somebody else is faster by a moment."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from elspace.core.keys import key_or_new, key_or_none, once_per_key
from elspace.ventures.models import Venture

pytestmark = pytest.mark.django_db


def maker(*, faster: bool):
    """An action; with `faster`, another request makes the row after ours has looked for it."""
    waiting = [faster]

    @once_per_key(Venture)
    @transaction.atomic
    def make(*, key, name):
        if waiting.pop() if waiting else False:
            Venture.objects.create(key=key, name="the other")
        return Venture.objects.create(key=key, name=name)

    return make


def test_the_same_key_answers_the_first_row():
    make, key = maker(faster=False), uuid.uuid4()
    first = make(key=key, name="one")
    assert make(key=key, name="two") == first
    assert Venture.objects.get().name == "one"


def test_without_a_key_every_call_makes_a_row():
    make = once_per_key(Venture)(lambda *, key, name: Venture.objects.create(name=name))
    assert make(key=None, name="one") != make(key=None, name="two")


def test_another_fault_of_the_database_is_not_hidden():
    with pytest.raises(IntegrityError):
        maker(faster=True)(key=uuid.uuid4(), name="mine")


@pytest.mark.parametrize("text", ["", None, "x", "\0", "1" * 5000])
def test_a_damaged_key_finds_nothing_and_is_replaced(text):
    assert key_or_none(text) is None
    assert isinstance(key_or_new(text), uuid.UUID)
