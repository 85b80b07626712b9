"""Ramadan and the feasts follow the moon: a day earlier or later, confirmed, in one table."""

from datetime import date

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.hub import actions
from elspace.hub.models import Holiday
from elspace.hub.queries import Calendar, feasts_of
from elspace.trust.models import AuditLine
from tests.hub.calendar_pages import EID

pytestmark = pytest.mark.django_db


def test_the_feast_a_day_later_moves_both_its_days_and_the_end_of_ramadan(page, eid, ramadan):
    # Ramadan 2027 is laid with 30 days: a day earlier is the moon seen on the 29th evening.
    page.post(reverse("hub:holiday-step", args=[eid.key]), {"step": "earlier"})
    ramadan.refresh_from_db()
    assert ramadan.ends_on == date(2027, 3, 8)
    days = Holiday.objects.filter(name_fr=eid.name_fr, on__year=2027).values_list("on", flat=True)
    assert sorted(days) == [date(2027, 3, 9), date(2027, 3, 10)]
    assert AuditLine.objects.latest("pk").verb == "shift_holiday"
    page.post(reverse("hub:holiday-step", args=[eid.key]), {"step": "later"})
    ramadan.refresh_from_db()
    assert ramadan.ends_on == date(2027, 3, 9)


def test_ramadan_never_has_thirty_one_days(page, eid, ramadan):
    answer = page.post(reverse("hub:holiday-step", args=[eid.key]), {"step": "later"}, follow=True)
    assert "29" in answer.content.decode()
    ramadan.refresh_from_db()
    eid.refresh_from_db()
    assert (ramadan.ends_on, eid.on) == (date(2027, 3, 9), EID)


def test_ramadan_a_day_later_takes_its_hours_and_its_feast_along(page, eid, ramadan):
    address = reverse("hub:ramadan-step", args=[ramadan.key])
    answer = page.post(address, {"step": "later", "back": "calendar"})
    assert answer.url == reverse("hub:calendar")
    ramadan.refresh_from_db()
    eid.refresh_from_db()
    assert (ramadan.starts_on, ramadan.ends_on) == (date(2027, 2, 9), date(2027, 3, 10))
    assert eid.on == date(2027, 3, 11)
    assert Calendar.load().ramadan_day(date(2027, 2, 16)) == 8


def test_a_confirmed_date_moves_by_no_button(director, eid, ramadan):
    actions.confirm_holiday(holiday=eid, by=director)
    with pytest.raises(Refused):
        actions.shift_holiday(holiday=eid, days=1, by=director)
    actions.confirm_ramadan(profile=ramadan, by=director)
    with pytest.raises(Refused):
        actions.shift_ramadan(profile=ramadan, days=1, by=director)


def test_confirming_a_feast_confirms_all_its_days(page, eid):
    page.post(reverse("hub:holiday-step", args=[eid.key]), {"step": "confirm"})
    same = Holiday.objects.filter(name_fr=eid.name_fr, on__year=2027)
    assert set(same.values_list("certainty", flat=True)) == {"confirmed"}
    assert Holiday.objects.filter(on__year=2028, certainty="provisional").exists()


def test_ramadan_begins_later_once_only_while_its_feast_is_confirmed(director, eid, ramadan):
    actions.confirm_holiday(holiday=eid, by=director)
    actions.shift_ramadan(profile=ramadan, days=1, by=director)  # 29 days
    with pytest.raises(Refused):
        actions.shift_ramadan(profile=ramadan, days=1, by=director)


def test_table_of_a_year_holds_ramadan_and_feasts_as_one_line_each(hub):
    lines = {line.name: line for line in feasts_of(2027)}
    assert lines["Ramadan"].length == 30
    assert lines["Aïd el-Fitr"].length == 2
    assert len(feasts_of(2027)) == 8 + 4 + 1
