"""How many came to what is open to all: a number, noted on Today, on the sheet of the day."""

from datetime import date, time, timedelta

import pytest

from elspace.agenda.actions import make_occasion, note_head_count
from elspace.agenda.enums import Audience, OccasionKind, OccasionState
from elspace.agenda.queries import to_count
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.trust.models import AuditLine
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2027, 2, 16)


@pytest.fixture
def evening(programme):
    return occasion(programme, TODAY, time(9))


def occasion(by, on, at, **fields):
    values = {
        "kind": OccasionKind.EVENT,
        "audience": Audience.PUBLIC,
        "state": OccasionState.ANNOUNCED,
        "title_fr": "Rencontre : justice climatique",
    }
    start = local(on, at)
    return make_occasion(
        start_at=start, end_at=start + timedelta(minutes=90), by=by, **(values | fields)
    )


def address(one):
    return f"/today/head-count/{one.key}/"


def test_the_team_notes_a_number_on_today_and_mends_it(evening, programme, sign_in):
    team = sign_in(programme)
    assert "Ouvert à tout le monde" in team.get("/today/?lang=fr").content.decode()
    team.post(address(evening), {"came": "41"})
    team.post(address(evening), {"came": "42"})
    evening.refresh_from_db()
    assert evening.came == 42
    assert 'value="42"' in team.get("/today/?lang=fr").content.decode()
    lines = AuditLine.objects.filter(verb="note_head_count")
    assert lines.count() == 2


@pytest.mark.parametrize("typed", ["", "-3", "12a", "99999", "1" * 400, "٣٠٠٠٠٠", "\x00"])
def test_what_is_no_number_is_answered_kindly_and_changes_nothing(
    evening, programme, sign_in, typed
):
    page = sign_in(programme).post(address(evening), {"came": typed}, follow=True)
    assert "Combien ?" in page.content.decode().replace("\xa0", " ")
    evening.refresh_from_db()
    assert evening.came is None


def test_the_sheet_of_the_day_shows_it_or_leaves_its_place(evening, programme, sign_in):
    team = sign_in(programme)
    sheet = team.get(f"/print/day/{TODAY}/?lang=fr").content.decode()
    assert "________" in sheet
    note_head_count(occasion=evening, came=33, by=programme)
    sheet = team.get(f"/print/day/{TODAY}/?lang=fr").content.decode()
    assert '<bdi dir="ltr">33</bdi>' in sheet
    assert "________" not in sheet


def test_a_session_is_not_counted_but_called(programme):
    session = factories.session(on=TODAY, at=time(9))
    with pytest.raises(Refused):
        note_head_count(occasion=session.occasion, came=3, by=programme)


def test_nothing_is_counted_before_it_begins(programme):
    with pytest.raises(Refused):
        note_head_count(occasion=occasion(programme, TODAY, time(21)), came=3, by=programme)


def test_asked_for_a_week_then_left_in_peace(programme):
    lately = occasion(programme, TODAY - timedelta(days=7), time(9))
    occasion(programme, TODAY - timedelta(days=8), time(9))
    occasion(programme, TODAY, time(9), audience=Audience.RESIDENTS)
    occasion(programme, TODAY, time(9), state=OccasionState.CANCELLED)
    assert list(to_count(NOW)) == [lately]
    note_head_count(occasion=lately, came=0, by=programme)
    assert list(to_count(NOW)) == []
