"""The public home tells the truth about the door, the next dates, the figures; the mail is kept."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from elspace.agenda.enums import Audience, OccasionState
from elspace.core.moments import local, today
from elspace.hub.enums import Season, Weekday
from elspace.hub.models import Closure, OpeningProfile
from elspace.hub.queries import Calendar
from elspace.site.queries.home import Sign, door_sign, next_dates, numbers, week_hours
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours(hub) -> OpeningProfile:
    """Ramadan hours: 9:00 to 14:30 from Monday to Friday, and Tuesday evening."""
    OpeningProfile.objects.all().delete()
    profile = OpeningProfile.objects.create(
        name_fr="Ramadan", name_ar="رمضان", name_en="Ramadan", season=Season.RAMADAN
    )
    for weekday in range(5):
        profile.hours.create(weekday=weekday, opens=time(9), closes=time(14, 30))
    profile.hours.create(weekday=1, opens=time(20, 30), closes=time(23))
    return profile


def sign_at(hour: int, minute: int = 0, *, days: int = 0) -> Sign:
    """The sign some days after the clock's Tuesday."""
    return door_sign(Calendar.load(), local(today() + timedelta(days=days), time(hour, minute)))


def test_the_sign_says_until_when(hours):
    assert sign_at(10) == Sign(closes=time(14, 30))


def test_the_sign_says_when_it_opens_today(hours):
    assert sign_at(8) == Sign(opens_on=today(), opens=time(9))
    assert sign_at(15) == Sign(opens_on=today(), opens=time(20, 30))


def test_the_sign_looks_over_the_weekend(hours):
    friday = today() + timedelta(days=3)
    assert sign_at(15, days=3) == Sign(opens_on=friday + timedelta(days=3), opens=time(9))


def test_the_sign_gives_the_reason_of_a_closure(hours):
    start = local(today(), time(0))
    Closure.objects.create(starts_at=start, ends_at=start + timedelta(days=1), reason="Travaux")
    sign = sign_at(10)
    assert sign == Sign(opens_on=today() + timedelta(days=1), opens=time(9), reason="Travaux")


def test_no_hours_no_sign(hub):
    OpeningProfile.objects.all().delete()
    assert sign_at(10) == Sign()


def test_days_with_the_same_hours_stand_together(hours):
    day = (time(9), time(14, 30))
    lines = week_hours(Calendar.load(), today())
    assert [(line.first, line.last, line.hours) for line in lines] == [
        (Weekday.MONDAY.label, "", [day]),
        (Weekday.TUESDAY.label, "", [day, (time(20, 30), time(23))]),
        (Weekday.WEDNESDAY.label, Weekday.FRIDAY.label, [day]),
    ]


def public_session(days: int, **fields):
    """An announced public session some days from now."""
    session = factories.session(**fields)
    start = timezone.now() + timedelta(days=days)
    session.occasion.start_at, session.occasion.end_at = start, start + timedelta(hours=1)
    session.occasion.audience, session.occasion.state = Audience.PUBLIC, OccasionState.ANNOUNCED
    session.occasion.save()
    return session


def test_next_dates_are_public_announced_and_to_come(hub):
    soon = [public_session(days) for days in (9, 2, 5, 12)]
    public_session(-3)  # over
    invited, reserved = public_session(1), public_session(1)
    invited.occasion.audience = Audience.INVITED
    invited.occasion.save()
    reserved.occasion.state = OccasionState.RESERVED
    reserved.occasion.save()
    shown = [date.occasion for date in next_dates(timezone.now())]
    assert shown == [soon[1].occasion, soon[2].occasion, soon[0].occasion]


def test_a_confidential_session_is_never_a_public_date(hub):
    session = public_session(2)
    session.is_confidential = True
    session.save()
    assert next_dates(timezone.now()) == []


def test_numbers_count_who_is_there_today(hub):
    resident = factories.resident()
    factories.venture("Torba Hayya", resident)
    gone = factories.venture("Partie", resident)
    gone.memberships.update(until_on=today() - timedelta(days=1))
    factories.expert("Leïla")
    factories.room("Zitoun")
    counted = numbers()
    assert (counted.experts, counted.ventures, counted.rooms, counted.residents) == (1, 1, 1, 1)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_empty_hub_has_a_home(client, db, language):
    assert client.get(f"/{language}/").status_code == 200


def test_home_keeps_its_number_of_queries(client, hub, django_assert_max_num_queries, hours):
    client.get("/fr/")
    with django_assert_max_num_queries(18) as before:
        client.get("/fr/")
    for days in range(1, 9):
        public_session(days)
    with django_assert_max_num_queries(len(before)):
        client.get("/fr/")


def test_the_mail_is_shown_only_after_a_pressed_button(client, hub):
    hub.email = "ahla@hub.example"
    hub.save()
    for page in ("/fr/", "/fr/house/", "/fr/contact/"):
        assert "hub.example" not in client.get(page).content.decode()
    assert 'href="mailto:ahla@hub.example"' in client.post("/fr/contact/").content.decode()


def test_home_repeats_the_promise_in_the_other_language(client, hub):
    hub.promise_ar = "نتقدّم معًا"
    hub.save()
    page = client.get("/fr/").content.decode()
    assert 'lang="ar"' in page
    assert "نتقدّم معًا" in page
    assert 'href="/ar/"' in page


def test_home_shows_the_hour_of_the_door(client, hours):
    page = client.get("/fr/").content.decode()
    assert '<bdi dir="ltr">14:30</bdi>' in page


def test_home_shows_the_hours_of_now_and_of_the_next_change(client, hub):
    page = client.get("/fr/").content.decode()
    assert "mercredi 10 mars" in page  # Ramadan ends on the 9th, by the provisional calendar
    assert "à confirmer selon la lune" in page
    assert '<bdi dir="ltr">8:30 – 19:00</bdi>' in page
