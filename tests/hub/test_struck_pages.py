"""What lies on closed days is told on the calendar, and nothing moves."""

from datetime import date, time

import pytest
from django.urls import reverse

from elspace.core.moments import local
from elspace.hub.models import Closure
from elspace.support.enums import SessionState
from tests import factories
from tests.hub.calendar_pages import EID, session_on

pytestmark = pytest.mark.django_db


def test_a_shift_tells_the_sessions_on_a_closed_day_and_moves_none(page, eid):
    struck = session_on(date(2027, 3, 9))
    untold = session_on(date(2027, 3, 9), state=SessionState.PROPOSED)
    before = page.get(reverse("hub:calendar")).context["struck"]
    assert before == []
    answer = page.post(
        reverse("hub:holiday-step", args=[eid.key]),
        {"step": "earlier", "back": "calendar"},
        follow=True,
    )
    text = answer.content.decode()
    assert [one.url for one in answer.context["struck"]] == [
        reverse("support:session", args=[struck.key])
    ]
    assert reverse("site:today") in text
    assert str(untold.key) not in text
    struck.occasion.refresh_from_db()
    assert struck.occasion.start_at == local(date(2027, 3, 9), time(9))


def test_a_confidential_session_is_struck_as_an_appointment(page, hub):
    session = session_on(EID, is_confidential=True, title="Ce que personne ne lit")
    text = page.get(reverse("hub:calendar")).content.decode()
    assert str(session.key) in text
    assert "Ce que personne ne lit" not in text
    assert session.discipline.name not in text


def test_calendar_reads_as_much_whatever_it_holds(page, hub, django_assert_max_num_queries):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            page.get(reverse("hub:calendar"))
        return len(captured)

    session_on(EID)
    few = queries()
    for hour in (9, 10, 11):
        session_on(EID, time(hour))
        start = local(date(2027, 5, 3), time(hour))
        Closure.objects.create(
            starts_at=start, ends_at=start.replace(minute=30), place=factories.place()
        )
    assert queries() == few
