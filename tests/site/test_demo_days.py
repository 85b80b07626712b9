"""The demonstration can be laid on any day: its week, its hours and its counts still hold."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from elspace.needs.queries.board import totals
from elspace.outbox.queries import count_to_send
from elspace.people.models import Person
from elspace.site.demo.laying import lay
from elspace.support.models import Session
from elspace.support.queries.terms import current_term, week_of_term
from elspace.trust.models import AuditLine
from tests.conftest import TUNIS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-23 06:10",  # a Monday before the doors open
        "2027-02-18 22:00",  # an evening of Ramadan
        "2027-08-01 12:00",  # a Sunday of the summer hours
    ],
)
def test_it_can_be_laid_whatever_the_day(moment):
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=TUNIS), tick=False):
        lay()
        programme = Person.objects.get(email="programme@demo.example")
        found = totals(programme)
        assert (found.needs, found.people, found.blocking) == (44, 32, 17)
        assert week_of_term(current_term(), timezone.localdate()) == 5
        assert count_to_send(programme) >= 5
        assert Session.objects.filter(state="announced").count() >= 3
        assert not AuditLine.objects.filter(at__gt=timezone.now()).exists()
