"""The first hour of a new hub: petals lit by what is there, left for later, put away."""

from datetime import date

import pytest
from django.urls import reverse

from elspace.hub.enums import Petal
from elspace.hub.models import Hub
from elspace.needs.enums import State
from elspace.people.enums import Role
from elspace.site.queries.first_hour import first_hour
from elspace.support.models import Term
from elspace.trust.models import AuditLine
from tests import factories
from tests.personas import persona

pytestmark = pytest.mark.django_db
STEP = "/first-hour/step/"


@pytest.fixture
def new_hub() -> Hub:
    return factories.hub(is_first_hour=True, hours_are_told=False)


@pytest.fixture
def director(new_hub, sign_in):
    return sign_in(factories.person("Emna", roles=[Role.DIRECTOR], email="emna@hub.example"))


def lit() -> set[str]:
    return {step.petal.value for step in first_hour(Hub.objects.get()).steps if step.is_lit}


def test_petals_light_with_what_is_there_and_one_of_each_is_enough(director):
    assert lit() == set()
    director.post(STEP, {"press": "hours"})
    factories.room()
    assert lit() == {"place"}
    salma = factories.resident("Salma")
    assert lit() == {"place", "people"}
    factories.expert("Leïla")
    assert lit() == {"place", "people", "experts"}
    need = factories.need(salma, state=State.STATED)
    assert "needs" not in lit()
    need.state = State.CONFIRMED
    need.save()
    assert lit() == {"place", "people", "experts", "needs"}
    assert first_hour(Hub.objects.get()).next_step.petal == Petal.PROGRAMME


def test_today_shows_the_first_hour_to_who_leads_until_it_is_put_away(director, sign_in):
    assert "La première heure" in director.get("/today/").content.decode()
    host = factories.person("Nour", roles=[Role.RECEPTION])
    assert "La première heure" not in sign_in(host).get("/today/").content.decode()
    assert director.post(STEP, {"press": "away"}).url == "/today/"
    assert "La première heure" not in director.get("/today/").content.decode()
    director.post(STEP, {"press": "back"})
    assert Hub.objects.get().is_first_hour
    verbs = AuditLine.objects.values_list("verb", flat=True)
    assert {"end_first_hour", "begin_first_hour"} <= set(verbs)


def test_a_petal_left_for_later_is_passed_over_and_taken_up_again(director):
    director.post(STEP, {"press": "later:place"})
    hour = first_hour(Hub.objects.get())
    assert hour.next_step.petal == Petal.PEOPLE
    director.post(STEP, {"press": "again:place"})
    assert first_hour(Hub.objects.get()).next_step.petal == Petal.PLACE


@pytest.mark.parametrize(
    "press", ["", "later:", "later:moon", "x", "later:place\x00", "hours:x" * 99]
)
def test_unknown_buttons_change_nothing_and_say_so(director, press):
    before = Hub.objects.values().get()
    page = director.post(STEP, {"press": press}, follow=True)
    if not press.startswith(("later:place", "hours")):
        assert "message amber" in page.content.decode()
        assert Hub.objects.values().get() == before


def test_other_pages_lead_back_while_the_hub_is_new(director):
    assert "/first-hour/" in director.get("/rooms/add/").content.decode()
    director.post(STEP, {"press": "away"})
    assert "/first-hour/" not in director.get("/rooms/add/").content.decode()


@pytest.mark.parametrize(
    ("sent", "starts_on"),
    [
        ({"where": "start"}, date(2027, 2, 15)),  # today is a Tuesday
        ({"where": "middle", "week": "1"}, date(2027, 2, 15)),
        ({"where": "middle", "week": "6"}, date(2027, 1, 11)),
    ],
)
def test_where_are_you_opens_the_term_at_its_start_or_in_its_middle(director, sent, starts_on):
    key = "0b0e7a52-6d94-4c1e-9e6b-2f7a3f1c1111"
    for _time in range(2):  # a double click
        answer = director.post("/first-hour/term/", sent | {"key": key})
        assert answer.url == "/programme/"
    term = Term.objects.get()
    assert (term.starts_on, term.weeks) == (starts_on, 12)
    assert term.name
    assert term.name_ar


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"where": "middle"},
        {"where": "middle", "week": "0"},
        {"where": "middle", "week": "13"},
        {"where": "end"},
        {"where": "middle", "week": "x"},
    ],
)
def test_a_week_that_cannot_be_is_asked_again(director, sent):
    if sent.get("where") == "middle" and "week" not in sent:
        sent = sent | {"week": ""}
    page = director.post("/first-hour/term/", sent)
    assert page.status_code == 200
    assert not Term.objects.exists()


def test_the_page_takes_the_same_queries_whatever_the_hub_holds(
    director, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40):
        director.get("/first-hour/")
    people = [factories.resident() for _n in range(12)]
    for one in people:
        factories.need(one)
        factories.expert(one.first_name)
    with django_assert_max_num_queries(40):
        director.get("/first-hour/")


def test_what_is_not_used_is_not_in_the_menu_until_it_is(director, sign_in):
    Hub.objects.update(modules=[])
    page = director.get("/more/").content.decode()
    assert f'href="{reverse("site:ventures")}"' not in page
    assert "Mettre au menu" in page
    director.post("/more/use/", {"module": "projects", "used": "yes"})
    assert f'href="{reverse("site:ventures")}"' in director.get("/more/").content.decode()
    director.post("/more/use/", {"module": "projects"})
    assert Hub.objects.get().modules == []
    director.post("/more/use/", {"module": "today"})  # no part of its own
    assert Hub.objects.get().modules == []
    assert sign_in(persona("programme")).get("/ventures/").status_code == 404
