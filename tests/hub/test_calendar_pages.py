"""Hours, holidays and closures changed on their pages; what they strike is told, nothing moves."""

import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hub import actions
from elspace.hub.models import Closure, Holiday, OpeningProfile, Place
from elspace.hub.queries import Calendar, feasts_of
from elspace.support.enums import SessionState
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.django_db
EID = date(2027, 3, 10)


@pytest.fixture
def ramadan(hub):
    return OpeningProfile.objects.get(starts_on=date(2027, 2, 8))


@pytest.fixture
def eid(hub):
    return Holiday.objects.get(on=EID, is_lunar=True)


def session_on(day: date, hour: time = time(9), state: str = SessionState.CONFIRMED, **fields):
    made = factories.session(
        of=factories.term(),
        needs=[factories.need()],
        by=factories.expert(f"Leïla {uuid.uuid4()}"),
        where=factories.room(),
    )
    made.state = state
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    occasion = made.occasion
    occasion.start_at = local(day, hour)
    occasion.end_at = local(day, hour.replace(minute=59))
    occasion.save()
    return made


def sent(form: object, **changed: object) -> dict[str, object]:
    """What a browser sends back of a form, as it stands on the page."""
    found = {name: form[name].value() for name in form.fields}
    shown = {name: form.fields[name].prepare_value(value) for name, value in found.items()}
    values = {name: value for name, value in shown.items() if value not in (None, False)}
    return values | changed


def profile_form(page, address: str, **changed: object) -> dict[str, object]:
    return sent(page.get(address).context["form"], **changed)


# Ramadan and the feasts


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


# What is struck


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


# Opening profiles


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


# Holidays by hand


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


# Closures


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
