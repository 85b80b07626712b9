"""Pages about experts and terms: half-days by link or typed, offers, the grid of a week."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season
from elspace.people.actions import give_link
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay, Person
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Term
from tests import factories

SignIn = Callable[[Person | None], Client]


@pytest.fixture
def leila(hub: object) -> Expert:
    return factories.expert("Leïla", every_half_day=False)


def test_half_days_by_link_keeps_answers_of_both_seasons(leila: Expert) -> None:
    token = give_link(person=leila.person, by=None).token
    client = Client()
    address = f"/p/{token}/half-days/"
    assert client.get(address).status_code == 200
    assert not HalfDay.objects.exists()
    answer = client.post(
        address,
        {
            "usual-3-morning": "yes",
            "usual-4-morning": "maybe",
            "usual-0-afternoon": "no",
            "ramadan-3-evening": "yes",
            "times_a_month": "2",
            "away_from": "2027-03-01",
            "away_until": "2027-03-05",
        },
    )
    assert answer.status_code == 302
    rows = HalfDay.objects.filter(person=leila.person)
    assert {(row.season, row.weekday, row.half, row.free) for row in rows} == {
        (Season.USUAL, 3, Half.MORNING, Free.YES),
        (Season.USUAL, 4, Half.MORNING, Free.MAYBE),
        (Season.USUAL, 0, Half.AFTERNOON, Free.NO),
        (Season.RAMADAN, 3, Half.EVENING, Free.YES),
    }
    assert {row.entered_from for row in rows} == {EnteredFrom.SELF}
    assert Expert.objects.get().times_a_month == 2
    assert Away.objects.get().until_on == date(2027, 3, 5)


def test_no_evening_is_asked_about_where_no_slot_lies_in_one(leila: Expert) -> None:
    token = give_link(person=leila.person, by=None).token
    page = Client().get(f"/p/{token}/half-days/").content.decode()
    assert "usual-0-afternoon" in page
    assert "usual-0-evening" not in page
    assert "ramadan-1-evening" in page


def test_half_days_by_link_of_nobody_or_no_expert_is_not_found(leila: Expert) -> None:
    resident = factories.resident("Naïma")
    token = give_link(person=resident, by=None).token
    assert Client().get(f"/p/{token}/half-days/").status_code == 404


def test_half_days_set_says_from_what_and_touches_only_what_changed(
    leila: Expert, programme: Person, sign_in: SignIn
) -> None:
    factories.half_days(leila.person, (3, Half.MORNING))
    sign_in(programme).post(
        f"/experts/{leila.key}/half-days/",
        {"usual-3-morning": "yes", "usual-5-morning": "yes", "entered_from": "call"},
    )
    rows = {row.weekday: row for row in HalfDay.objects.all()}
    assert (rows[3].entered_from, rows[3].entered_by) == (EnteredFrom.SELF, None)
    assert (rows[5].entered_from, rows[5].entered_by) == (EnteredFrom.CALL, programme)


def test_half_days_set_taken_back_is_not_asked_again(
    leila: Expert, programme: Person, sign_in: SignIn
) -> None:
    factories.half_days(leila.person, (3, Half.MORNING))
    sign_in(programme).post(
        f"/experts/{leila.key}/half-days/", {"usual-3-morning": "", "entered_from": "paper"}
    )
    assert not HalfDay.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"usual-3-morning": "always", "entered_from": "call"},
        {"away_from": "2027-03-05", "away_until": "2027-03-01", "entered_from": "call"},
        {"away_from": "2027-01-01", "entered_from": "call"},
        {"times_a_month": "99", "entered_from": "call"},
        {"entered_from": "telepathy"},
    ],
)
def test_half_days_set_bad_input_writes_nothing(
    leila: Expert, programme: Person, sign_in: SignIn, typed: dict[str, str]
) -> None:
    sign_in(programme).post(f"/experts/{leila.key}/half-days/", typed)
    assert not HalfDay.objects.exists()
    assert not Away.objects.exists()


def test_expert_add_someone_new_or_known(hub: object, programme: Person, sign_in: SignIn) -> None:
    client = sign_in(programme)
    offer = {
        "disciplines": [factories.discipline().pk],
        "speaks": [factories.language("ar").pk],
        "max_per_week": "1",
        "is_pro_bono": "on",
        "language": "ar",
    }
    new = offer | {"first_name": "Youssef", "phone": "20 123 456", "key": uuid.uuid4()}
    for _ in range(2):
        assert client.post("/experts/add/", new).status_code == 302
    made = Expert.objects.get()
    assert (made.person.phone, made.person.language) == ("+21620123456", "ar")
    known = factories.resident("Farah")
    client.post("/experts/add/", offer | {"person": known.key, "key": uuid.uuid4()})
    assert list(known.expert.person.speaks.values_list("code", flat=True)) == ["ar"]
    nobody = client.post("/experts/add/", offer | {"key": uuid.uuid4()})
    assert nobody.status_code == 200
    assert Expert.objects.count() == 2


def test_expert_page_states_facts_and_no_rate(
    leila: Expert, programme: Person, sign_in: SignIn
) -> None:
    factories.session(by=leila, on=date(2027, 1, 20), state=SessionState.HELD)
    factories.session(by=leila, on=date(2027, 1, 27), state=SessionState.MOVED)
    facts = sign_in(programme).get(f"/experts/{leila.key}/").context["facts"]
    assert (facts["held"], facts["moved"], facts["coming"], facts["given_minutes"]) == (1, 1, 0, 90)


def test_experts_marks_who_is_to_be_asked(
    leila: Expert, programme: Person, sign_in: SignIn
) -> None:
    factories.term()
    factories.expert("Mehdi")
    hichem = factories.expert("Hichem", every_half_day=False)
    factories.half_days(hichem.person, (2, Half.AFTERNOON))
    rows = sign_in(programme).get("/experts/").context["rows"]
    assert {row.expert.person.first_name: row.unknown_seasons for row in rows} == {
        "Leïla": [Season.USUAL, Season.RAMADAN],
        "Mehdi": [],
        "Hichem": [Season.RAMADAN],
    }


@pytest.mark.parametrize("count", [2, 14])
def test_experts_asks_the_same_however_many(
    hub: object, programme: Person, sign_in: SignIn, count: int
) -> None:
    factories.term()
    for _ in range(count):
        factories.expert()
    client = sign_in(programme)
    with CaptureQueriesContext(connection) as asked:
        client.get("/experts/")
    assert len(asked) <= 26


def test_term_week_shows_hours_of_the_profile_and_closures(
    hub: object, programme: Person, sign_in: SignIn
) -> None:
    term = factories.term()
    client = sign_in(programme)
    page = client.get(f"/terms/{term.key}/").content.decode()
    assert "21:00–22:30" in page
    eid = client.get(f"/terms/{term.key}/", {"week": "9"})
    assert [day.closed_reason for day in eid.context["grid"]][2:4] == ["Aïd el-Fitr"] * 2
    for odd in ("0", "13", "99999999999", "x"):
        assert client.get(f"/terms/{term.key}/", {"week": odd}).context["number"] == 6


def test_term_open_offers_mondays_and_keeps_what_was_typed(
    hub: object, programme: Person, sign_in: SignIn
) -> None:
    client = sign_in(programme)
    typed = {"name": "Printemps", "starts_on": "2027-04-07", "weeks": "12", "key": uuid.uuid4()}
    answer = client.post("/terms/open/", typed)
    assert [monday["value"] for monday in answer.context["mondays"]] == ["2027-04-05", "2027-04-12"]
    assert 'value="Printemps"' in answer.content.decode()
    client.post("/terms/open/", typed | {"starts_on": "2027-04-12"})
    assert Term.objects.get().name == "Printemps"
