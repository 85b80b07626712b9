"""Hours of the week and of some weeks, changed on their pages."""

from datetime import date, time

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.hub import actions
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar
from tests.hub.calendar_pages import profile_form

pytestmark = pytest.mark.django_db


def test_usual_hours_change_with_several_stretches_a_day(page, hub):
    usual = OpeningProfile.objects.get(starts_on=None)
    address = reverse("hub:profile", args=[usual.key])
    values = profile_form(page, address, hours_0="8:30–12:30, 14:00–19:00", slot_4="17:30–19:00")
    assert page.post(address, values).url == reverse("hub:calendar")
    calendar = Calendar.load()
    monday = date(2027, 1, 11)
    assert calendar.opening_on(monday) == [(time(8, 30), time(12, 30)), (time(14), time(19))]
    assert calendar.slots_on(monday)[4].starts == time(17, 30)
    assert OpeningProfile.objects.get(pk=usual.pk).starts_on is None


def test_page_of_a_profile_kept_unchanged_changes_nothing(page, ramadan):
    def state():
        hours = ramadan.hours.values_list("weekday", "opens", "closes")
        slots = ramadan.slots.values_list("position", "starts", "ends")
        return sorted(hours), sorted(slots)

    before = state()
    address = reverse("hub:profile", args=[ramadan.key])
    assert page.post(address, profile_form(page, address)).status_code == 302
    assert state() == before
    ramadan.refresh_from_db()
    assert (ramadan.starts_on, ramadan.certainty) == (date(2027, 2, 8), "provisional")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours_2", "14:30–9:00"),
        ("hours_2", "9:00–12:00, 11:00–14:00"),
        ("slot_1", "10:00–11:30"),
        ("slot_0", "9:00–10:30, 11:00–12:00"),
        ("ends_on", "2027-02-01"),
        ("ends_on", "demain"),
        ("starts_on", "20270-01-01"),
        ("season", "winter"),
        ("certainty", "perhaps"),
        ("name_fr", "x" * 5000),
    ],
)
def test_hours_that_cannot_stand_are_refused_and_kept_on_the_page(page, ramadan, field, value):
    address = reverse("hub:profile", args=[ramadan.key])
    answer = page.post(address, profile_form(page, address, **{field: value}))
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    if field not in {"season", "certainty"}:
        assert value in answer.content.decode()
    fresh = OpeningProfile.objects.get(pk=ramadan.pk)
    assert (fresh.ends_on, fresh.name_fr) == (date(2027, 3, 9), "Horaires de Ramadan")
    assert fresh.slots.count() == 4


def test_actions_check_hours_again(director, ramadan):
    names = {"name_fr": "x", "name_ar": "x", "name_en": "x", "season": "usual"}
    dates = {"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 9)}
    bad = [
        {"hours": {0: [(time(19), time(8))]}, "slots": {}},
        {"hours": {}, "slots": {0: (time(9), time(10)), 1: (time(9, 30), time(11))}},
        {"hours": {}, "slots": {5: (time(9), time(10))}},
        {"hours": {}, "slots": {}, "ends_on": date(2027, 5, 1)},
        {"hours": {}, "slots": {}, "starts_on": None},
    ]
    for one in bad:
        with pytest.raises(Refused):
            actions.add_profile(by=director, **{**names, **dates, **one})


def test_hours_for_some_weeks_begin_like_the_usual_ones_and_are_added_once(page, hub):
    address = reverse("hub:profile-add")
    values = profile_form(
        page,
        address,
        name_fr="Travaux",
        name_ar="أشغال",
        name_en="Works",
        starts_on="2027-05-03",
        ends_on="2027-05-08",
        hours_0="",
    )
    assert values["hours_1"] == "8:30–19:00"
    assert page.post(address, values).status_code == 302
    assert page.post(address, values).status_code == 302
    assert OpeningProfile.objects.filter(name_fr="Travaux").count() == 1
    assert Calendar.load().opening_on(date(2027, 5, 3)) == []
    assert Calendar.load().opening_on(date(2027, 5, 10)) == [(time(8, 30), time(19))]


def test_dated_hours_can_go_and_the_usual_ones_stay(page, ramadan):
    page.post(reverse("hub:profile-remove", args=[ramadan.key]))
    assert not OpeningProfile.objects.filter(pk=ramadan.pk).exists()
    usual = OpeningProfile.objects.get(starts_on=None)
    page.post(reverse("hub:profile-remove", args=[usual.key]))
    assert OpeningProfile.objects.filter(pk=usual.pk).exists()
