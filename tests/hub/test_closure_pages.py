"""Closures of the hub or one place, on their pages."""

import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hub import actions
from elspace.hub.models import Closure, Place
from elspace.hub.queries import Calendar
from tests import factories
from tests.hub.calendar_pages import sent

pytestmark = pytest.mark.django_db


def test_a_closure_takes_the_hours_it_says_and_is_told_to_everybody(page, hub, client):
    values = {
        "from_on": "2027-02-16",
        "from_hour": "9h",
        "until_on": "2027-02-16",
        "until_hour": "23:30",
        "reason": "Coupure d'eau",
        "key": str(uuid.uuid4()),
    }
    for _time in range(2):
        assert page.post(reverse("hub:closure-add"), values).url == reverse("hub:calendar")
    closure = Closure.objects.get()
    assert closure.starts_at == local(date(2027, 2, 16), time(9))
    assert "Coupure d&#x27;eau" in client.get("/fr/").content.decode()


def test_a_closure_without_hours_is_for_whole_days(page, hub):
    values = {"from_on": "2027-06-07", "until_on": "2027-06-08", "reason": ""}
    page.post(reverse("hub:closure-add"), values)
    closure = Closure.objects.get()
    assert closure.ends_at == local(date(2027, 6, 9), time(0))
    assert (closure.is_whole_days, closure.last_day) == (True, date(2027, 6, 8))
    address = reverse("hub:closure", args=[closure.key])
    assert page.post(address, sent(page.get(address).context["form"])).status_code == 302
    closure.refresh_from_db()
    assert closure.ends_at == local(date(2027, 6, 9), time(0))
    for _time in range(2):
        page.post(reverse("hub:closure-remove", args=[closure.key]))
    assert not Closure.objects.exists()


def test_one_of_two_places_can_close_alone(page, hub):
    other = Place.objects.create(name_fr="Annexe", name_ar="ملحق", name_en="Annexe")
    values = {"place": str(other.key), "from_on": "2027-06-07", "until_on": "2027-06-07"}
    page.post(reverse("hub:closure-add"), values)
    calendar = Calendar.load()
    assert calendar.opening_on(date(2027, 6, 7), other) == []
    assert calendar.opening_on(date(2027, 6, 7), factories.place()) != []


@pytest.mark.parametrize(
    "wrong",
    [
        {"until_on": "2027-02-15"},
        {"from_hour": "12:00", "until_hour": "11:00"},
        {"from_hour": "midi"},
        {"from_on": ""},
        {"place": "x"},
        {"reason": "x" * 5000},
    ],
)
def test_a_closure_that_cannot_be_is_refused(page, hub, wrong):
    values = {"from_on": "2027-02-16", "until_on": "2027-02-16", "reason": "Gardé"} | wrong
    answer = page.post(reverse("hub:closure-add"), values)
    assert answer.status_code == 200
    assert not Closure.objects.exists()
    if "reason" not in wrong:
        assert "Gardé" in answer.content.decode()


def test_action_refuses_a_closure_that_ends_before_it_begins(director):
    noon = local(date(2027, 2, 16), time(12))
    with pytest.raises(Refused):
        actions.add_closure(starts_at=noon, ends_at=noon, by=director)
