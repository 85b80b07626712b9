"""An event or a circle's date has a title of its own, shown in the language of each page."""

from datetime import time

import pytest
from django.utils.translation import override

from elspace.agenda.actions import make_occasion
from elspace.agenda.enums import Audience, OccasionKind, OccasionState
from elspace.agenda.naming import names_of
from elspace.core.moments import local, today
from elspace.hosting.actions import book_room
from elspace.hosting.queries.rooms import shown_to
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(hub, programme):
    return make_occasion(
        start_at=local(today(), time(13)),
        end_at=local(today(), time(14)),
        kind=OccasionKind.EVENT,
        audience=Audience.PUBLIC,
        state=OccasionState.ANNOUNCED,
        title_fr="Conférence : justice climatique",
        title_ar="ندوة: العدالة المناخية",
        title_en="Talk: climate justice",
        by=programme,
    )


def test_the_public_home_and_the_public_calendar_name_an_event(talk, client):
    assert "Conférence : justice climatique" in client.get("/fr/").content.decode()
    assert "ندوة: العدالة المناخية" in client.get("/ar/").content.decode()
    with override("en"):
        assert names_of([talk])[talk.pk].title == "Talk: climate justice"


def test_a_room_taken_for_an_event_shows_its_title(talk, programme):
    room = factories.room("Yasmine")
    booking = book_room(
        room=room, start_at=talk.start_at, end_at=talk.end_at, subject=talk, by=programme
    )
    with override("ar"):
        assert shown_to(programme, [booking])[booking.pk].title == "ندوة: العدالة المناخية"


def test_an_occasion_without_title_says_what_kind_it_is(talk):
    talk.title_fr = talk.title_ar = talk.title_en = ""
    with override("fr"):
        assert names_of([talk])[talk.pk].title == "évènement public"
    talk.kind = OccasionKind.SESSION
    with override("fr"):
        assert names_of([talk])[talk.pk].title == "Rendez-vous"
