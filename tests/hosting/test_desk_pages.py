"""Pages about desks: the day on the map, a desk given and released, one's own; off = no trace."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.hosting.actions.desks import draw_map, hold_desk, release_desk, take_desk
from elspace.hosting.models import Desk, DeskDay, DeskHolding
from elspace.hosting.queries.desks import HALVES, Seating
from elspace.hub.models import Hub
from elspace.people.enums import Role
from elspace.people.models import PersonalLink
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 4, 19)
AM, PM = HALVES


@pytest.fixture
def a1(hub) -> Desk:
    return factories.desk("A1")


@pytest.fixture
def reception(sign_in):
    return sign_in(factories.person("Sami", roles=[Role.RECEPTION]))


def who(desk, day=MONDAY, half=AM):
    return Seating.load(day, day).seat(desk, day, half).person


def test_the_day_shows_who_sits_where(a1, reception):
    ines = factories.resident("Inès")
    take_desk(desk=a1, day=MONDAY, halves=[AM], person=ines, by=None)
    draw_map(place=a1.place, squares={(1, 1): a1, (1, 2): "porte"}, by=None)
    page = reception.get("/desks/", {"day": MONDAY.isoformat()}).content.decode()
    assert "Inès" in page
    assert "porte" in page
    assert "libre" in page


def test_a_desk_is_given_for_a_day_by_part_of_a_name(a1, reception):
    ines = factories.resident("Inès", last_name="Bchini")
    sent = {"day": MONDAY.isoformat(), "who": "bchi", "halves": ["morning"]}
    assert reception.post(f"/desks/{a1.key}/take/", sent).status_code == 302
    assert who(a1) == ines


def test_several_of_that_name_are_offered_to_choose(a1, reception):
    one, _other = factories.resident("Inès"), factories.resident("Inès")
    sent = {"day": MONDAY.isoformat(), "who": "ines", "halves": ["morning"]}
    page = reception.post(f"/desks/{a1.key}/take/", sent)
    assert page.status_code == 422
    assert str(one.key) in page.content.decode()
    reception.post(f"/desks/{a1.key}/take/", sent | {"chosen": one.key})
    assert who(a1) == one


@pytest.mark.parametrize(
    "sent", [{}, {"day": "x", "who": "y"}, {"who": "", "day": "2027-04-19", "halves": ["evening"]}]
)
def test_nonsense_gets_a_sentence(a1, reception, sent):
    for what in ("take", "hold", "swap"):
        assert reception.post(f"/desks/{a1.key}/{what}/", sent).status_code == 422
    assert reception.post(f"/desks/{a1.key}/release/", sent).status_code == 302
    assert reception.post(f"/desks/{a1.key}/share/", sent).status_code == 302
    assert not DeskDay.objects.exists()


def test_a_taken_desk_is_refused_with_links(a1, reception):
    factories.desk("A2")
    take_desk(desk=a1, day=MONDAY, halves=[AM], person=factories.resident("Inès"), by=None)
    factories.resident("Ghada")
    sent = {"day": MONDAY.isoformat(), "who": "Ghada", "halves": ["morning"]}
    page = reception.post(f"/desks/{a1.key}/take/", sent).content.decode()
    assert "A1 est pris" in page
    assert "A2, lun. 19" in page


def test_a_desk_is_given_by_the_week_and_ended(a1, reception):
    ines = factories.resident("Inès")
    sent = {
        "who": "Inès",
        "key": uuid.uuid4(),
        "from_on": MONDAY.isoformat(),
        "halves-0-morning": "yes",
        "halves-2-afternoon": "yes",
    }
    for _twice in range(2):
        assert reception.post(f"/desks/{a1.key}/hold/", sent).status_code == 302
    holding = DeskHolding.objects.get()
    assert who(a1) == ines
    page = reception.get(f"/desks/{a1.key}/").content.decode()
    assert "lundi le matin" in page
    reception.post(f"/desks/held/{holding.key}/end/", {"until_on": "2027-04-18"})
    assert who(a1) is None


def test_a_released_desk_is_free(a1, reception):
    ines = factories.resident("Inès")
    take_desk(desk=a1, day=MONDAY, halves=HALVES, person=ines, by=None)
    sent = {"day": MONDAY.isoformat(), "half": "morning"}
    reception.post(f"/desks/{a1.key}/release/", sent)
    assert (who(a1), who(a1, half=PM)) == (None, ines)


def test_the_map_is_typed_as_lines(a1, sign_in, programme):
    client = sign_in(programme)
    factories.desk("A2")
    url = reverse("hosting:desk-map", args=[a1.place.key])
    for wrong in ("A1 | A1", "A9", "|".join(["A1"] * 30), "\n" * 60 + "A1"):
        assert client.post(url, {"drawing": wrong}).status_code in (422, 302)
    assert client.post(url, {"drawing": "A1 | A9"}).status_code == 422
    client.post(url, {"drawing": "a1 | . | (porte)\n\tA2"})
    a1.refresh_from_db()
    assert (a1.row, a1.column) == (1, 1)
    assert Desk.objects.get(name_fr="A2").column == 2
    assert "A1 | . | (porte)" in client.get(url).content.decode()


def test_one_gives_a_day_away_and_takes_a_free_one(a1, sign_in):
    ines, ghada = factories.resident("Inès"), factories.resident("Ghada")
    week = [(day, half) for day in range(5) for half in HALVES]
    hold_desk(desk=a1, person=ines, from_on=date(2027, 2, 1), halves=week, by=None)
    day = next(
        date(2027, 2, 17) + timedelta(days=n)
        for n in range(7)
        if Seating.load(date(2027, 2, 17), date(2027, 2, 28))
        .seat(a1, date(2027, 2, 17) + timedelta(days=n), AM)
        .is_open
    )
    sent = {"day": day.isoformat(), "desk": a1.key, "half": "morning"}
    hers = sign_in(ines)
    assert "A1" in hers.get("/my-week/desk/").content.decode()
    hers.post("/my-week/desk/", sent | {"do": "release"})
    assert who(a1, day) is None
    link = PersonalLink.objects.create(person=ghada, expires_on=date(2099, 1, 1))
    other = sign_in(None)
    assert other.post(f"/p/{link.token}/desk/", sent).status_code == 302
    assert who(a1, day) == ghada
    refused = hers.post("/my-week/desk/", sent)
    assert refused.status_code == 422
    assert "A1 est pris" in refused.content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"day": "2027-04-19", "desk": "nothing", "half": "x"}, {"day": "never"}]
)
def test_ones_own_page_answers_nonsense_in_a_sentence(a1, sign_in, sent):
    client = sign_in(factories.resident("Inès"))
    assert client.post("/my-week/desk/", sent).status_code == 422


def test_days_are_proposed_where_ramadan_takes_the_afternoons(a1, reception, clock):
    clock.move_to("2026-11-23T10:00+01:00")
    ines, ghada = factories.resident("Inès"), factories.resident("Ghada")
    for person, half in ((ines, AM), (ghada, PM)):
        halves = [(day, half) for day in range(6)]
        hold_desk(desk=a1, person=person, from_on=date(2026, 11, 2), halves=halves, by=None)
    told, shown = "du 8 février au 9 mars", {"day": "2027-02-10"}
    assert told not in reception.get("/desks/").content.decode()  # too early to say
    read = reception.get("/desks/", shown).content.decode()
    assert told in read
    assert "13 jours" in read  # one each day in turn
    release_desk(desk=a1, day=date(2027, 2, 11), halves=HALVES, person=ines, by=None)
    assert told in reception.get("/desks/", shown).content.decode()
    sent = {"from_on": "2027-02-08", "until_on": "2027-03-09"}
    reception.post(f"/desks/{a1.key}/share/", sent)
    assert told not in reception.get("/desks/", shown).content.decode()
    assert [who(a1, date(2027, 2, day)) for day in (8, 9)] == [ines, ghada]


def test_off_leaves_no_trace(a1, sign_in, programme):
    Hub.objects.update(modules=[])
    team, resident = sign_in(programme), sign_in(factories.resident("Inès"))
    assert team.get("/desks/").status_code == 404
    assert team.get(f"/desks/{a1.key}/").status_code == 404
    assert resident.get("/my-week/desk/").status_code == 404
    assert "/desks/" not in team.get("/more/").content.decode()
    assert "/my-week/desk/" not in resident.get("/my-week/").content.decode()


def test_the_day_takes_the_same_queries_whatever_the_desks(
    a1, reception, django_assert_max_num_queries
):
    reception.get("/desks/")
    for n in range(25):
        desk = factories.desk(f"B{n}")
        person = factories.resident()
        hold_desk(desk=desk, person=person, from_on=MONDAY, halves=[(0, AM)], by=None)
    with django_assert_max_num_queries(24):
        reception.get("/desks/", {"day": MONDAY.isoformat()})


def shared_by_halves(*names):
    for name in names:
        desk = factories.desk(name)
        for half in HALVES:
            halves = [(day, half) for day in range(6)]
            person = factories.resident()
            hold_desk(desk=desk, person=person, from_on=date(2027, 1, 4), halves=halves, by=None)


def test_ramadan_takes_the_same_queries_whatever_the_shared_desks(a1, reception, clock):
    counted = []
    for names in (["B1", "B2"], ["B3", "B4", "B5", "B6", "B7"]):
        shared_by_halves(*names)
        reception.get("/desks/")
        with CaptureQueriesContext(connection) as asked:
            read = reception.get("/desks/").content.decode()
        assert f"<bdi>{names[-1]}</bdi>\xa0: des demi-journées disparaissent" in read
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_an_arabic_dual_bears_no_figure(hub, sign_in, clock):
    factories.desk("A1")
    factories.desk("A2")
    page = sign_in(factories.person(roles=[Role.PROGRAMME], language="ar"))
    words = page.get("/desks/", headers={"accept-language": "ar"}).content.decode()
    assert "مكانا عمل شاغران" in words
    assert '<strong class="fig">2</strong>' not in words
