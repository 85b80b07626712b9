"""Holidays by hand and a year's fixed ones, on their pages."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from elspace.hub import actions
from elspace.hub.models import Holiday
from elspace.hub.queries import Calendar
from elspace.trust.models import AuditLine
from tests.hub.calendar_pages import sent

pytestmark = pytest.mark.django_db
DAY = {"name_fr": "Journée portes closes", "name_ar": "يوم مغلق", "name_en": "Closed day"}


def test_a_holiday_with_three_names_closes_its_day_once(page, hub):
    values = {**DAY, "on": "2027-04-12", "certainty": "confirmed", "is_closed": "on"}
    values["key"] = str(uuid.uuid4())
    for _time in range(2):
        assert page.post(reverse("hub:holiday-add"), values).url.endswith("?year=2027")
    assert Holiday.objects.filter(name_fr=DAY["name_fr"]).count() == 1
    assert Calendar.load().closed_reason(date(2027, 4, 12)) == DAY["name_fr"]
    again = page.post(reverse("hub:holiday-add"), values | {"key": str(uuid.uuid4())})
    assert again.status_code == 200
    assert "message amber" in again.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name_fr", "x" * 121), ("on", ""), ("on", "31/02/2027"), ("on", "1027-01-01")],
)
def test_a_holiday_without_day_is_refused(page, hub, field, value):
    values = {**DAY, "on": "2027-04-12", "certainty": "confirmed", field: value}
    assert page.post(reverse("hub:holiday-add"), values).status_code == 200
    assert not Holiday.objects.filter(name_en=DAY["name_en"]).exists()


def test_a_holiday_named_in_one_language_is_called_so_in_the_others(page, hub):
    values = {"name_ar": "يوم الجهة", "on": "2027-04-12", "certainty": "confirmed"}
    assert page.post(reverse("hub:holiday-add"), values).status_code == 302
    made = Holiday.objects.get(on=date(2027, 4, 12))
    assert made.name_in("fr") == made.name_in("en") == "يوم الجهة"
    assert page.post(reverse("hub:holiday-add"), values | {"name_ar": " "}).status_code == 200


def test_a_holiday_is_changed_by_hand_and_taken_out(page, eid):
    address = reverse("hub:holiday", args=[eid.key])
    values = sent(page.get(address).context["form"], on="2027-03-12")
    assert page.post(address, values).status_code == 302
    eid.refresh_from_db()
    assert (eid.on, eid.is_lunar, eid.is_closed) == (date(2027, 3, 12), True, True)
    step = reverse("hub:holiday-step", args=[eid.key])
    for _time in range(2):
        assert page.post(step, {"step": "remove"}).status_code == 302
    assert not Holiday.objects.filter(pk=eid.pk).exists()


@pytest.mark.parametrize("year", ["", "1", "x", "9" * 400, "２０２７", "-1"])
def test_any_year_asked_for_gives_a_table(page, hub, year):
    assert page.get(reverse("hub:holidays"), {"year": year}).status_code == 200


def test_the_fixed_holidays_of_a_year_are_added_with_one_button(page, hub):
    shown = page.get(reverse("hub:holidays"), {"year": "2029"}).content.decode()
    assert "Ajouter les jours fériés fixes de" in shown
    address = reverse("hub:holidays-fixed", args=[2029])
    for _time in range(2):
        assert page.post(address).status_code == 302
    days = Holiday.objects.filter(on__year=2029)
    assert days.count() == 8
    assert Calendar.load().holiday_on(date(2029, 12, 17)).name_in("ar") == "عيد الثورة"
    assert AuditLine.objects.filter(verb="add_holidays").count() == 1
    shown = page.get(reverse("hub:holidays"), {"year": "2029"}).content.decode()
    assert "Ajouter les jours fériés fixes de" not in shown
    assert page.post(reverse("hub:holidays-fixed", args=[2099])).status_code == 404


def test_what_follows_the_moon_is_typed_as_provisional(page, hub):
    actions.add_fixed_holidays(year=2029, by=None)
    shown = page.get(reverse("hub:holidays"), {"year": "2029"}).content.decode()
    address = f"{reverse('hub:holiday-add')}?feast=fitr"
    assert address in shown
    values = sent(page.get(address).context["form"], on="2029-02-14")
    assert page.post(address, values).status_code == 302
    made = Holiday.objects.get(on=date(2029, 2, 14))
    assert (made.name_fr, made.is_lunar, made.certainty) == ("Aïd el-Fitr", True, "provisional")
    shown = page.get(reverse("hub:holidays"), {"year": "2029"}).content.decode()
    assert address not in shown


def test_a_table_that_ends_soon_is_told(page, hub):
    told = "ne sont pas encore dans le tableau"
    assert told not in page.get(reverse("hub:calendar")).content.decode()
    Holiday.objects.filter(on__year__gte=2027).delete()
    assert told in page.get(reverse("hub:calendar")).content.decode()
