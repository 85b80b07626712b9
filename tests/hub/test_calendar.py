"""The hub's calendar: profiles, slots, holidays, closures, Ramadan, quiet times."""

from datetime import date, datetime, time, timedelta

import pytest

from elspace.core.moments import local
from elspace.hub.enums import Half, Season
from elspace.hub.models import Closure, Holiday, OpeningProfile, Place
from elspace.hub.queries import Calendar, half_of
from tests import factories

pytestmark = pytest.mark.django_db

THURSDAY, FRIDAY = date(2027, 2, 18), date(2027, 2, 19)
JANUARY = date(2027, 1, 14)  # a Thursday, and no holiday since 2021
RAMADAN_TUESDAY = date(2027, 2, 16)
RAMADAN_WEDNESDAY = date(2027, 2, 17)


def starts(day: date) -> list[time]:
    return [slot.starts for slot in Calendar.load().slots_on(day).values()]


def test_slots_follow_the_profile_of_the_day(hub):
    assert starts(JANUARY) == [time(9), time(10, 30), time(14), time(16)]
    assert starts(RAMADAN_TUESDAY) == [time(9), time(10, 30), time(12, 30), time(21)]
    assert list(Calendar.load().slots_on(RAMADAN_TUESDAY)) == [0, 1, 2, 4]


def test_slots_outside_the_hours_of_the_day_are_missing(hub):
    assert starts(RAMADAN_WEDNESDAY) == [time(9), time(10, 30), time(12, 30)]
    assert starts(date(2027, 1, 16)) == [time(9), time(10, 30)]  # Saturday closes at 14:00


def test_a_holiday_closes_the_day_and_says_its_name(hub):
    calendar = Calendar.load()
    assert calendar.opening_on(date(2027, 3, 20)) == []
    assert calendar.closed_reason(date(2027, 3, 20)) == "Fête de l'Indépendance"
    assert calendar.slots_on(date(2027, 3, 10)) == {}


def test_tunisian_holidays_hold_17_december_and_not_14_january(hub):
    fixed = set(Holiday.objects.filter(on__year=2027, is_lunar=False).values_list("on", flat=True))
    assert date(2027, 12, 17) in fixed
    assert JANUARY not in fixed
    assert len(fixed) == 8
    assert Holiday.objects.filter(on__year=2027, is_lunar=True).count() == 6


def test_a_closure_takes_the_slots_it_touches(hub):
    Closure.objects.create(
        starts_at=local(JANUARY, time(10, 45)), ends_at=local(JANUARY, time(11)), reason="Coupure"
    )
    assert starts(JANUARY) == [time(9), time(14), time(16)]


def test_a_dated_profile_wins_over_the_usual_one_within_its_dates(hub):
    calendar = Calendar.load()
    assert calendar.season_on(date(2027, 2, 7)) == Season.USUAL
    assert calendar.season_on(date(2027, 2, 8)) == Season.RAMADAN
    assert calendar.season_on(date(2027, 3, 10)) == Season.USUAL


def test_ramadan_days_are_counted_from_the_hubs_own_date(hub):
    assert Calendar.load().ramadan_day(RAMADAN_TUESDAY) == 9
    OpeningProfile.objects.filter(season="ramadan").update(starts_on=date(2027, 2, 9))
    assert Calendar.load().ramadan_day(RAMADAN_TUESDAY) == 8
    assert Calendar.load().ramadan_day(JANUARY) is None


def test_iftar_is_the_sunset_of_tunis(hub):
    # Declination −12.3°, equation of time −14 min, 10.18° E: sunset within a minute of 18:00.
    iftar = Calendar.load().iftar_on(RAMADAN_TUESDAY)
    assert abs(iftar - local(RAMADAN_TUESDAY, time(18, 0))) < timedelta(minutes=2)


@pytest.mark.parametrize(
    ("day", "at", "until"),
    [
        (JANUARY, time(19, 59), None),
        (JANUARY, time(20, 0), (date(2027, 1, 15), time(8))),
        (JANUARY, time(7, 59), (JANUARY, time(8))),
        (JANUARY, time(8, 0), None),
        (JANUARY, time(17, 50), None),
    ],
)
def test_quiet_times_end_in_the_morning(hub, day, at, until):
    quiet = Calendar.load().quiet_until(local(day, at))
    assert quiet == (local(*until) if until else None)


def test_nobody_is_written_to_around_iftar(hub):
    calendar = Calendar.load()
    iftar = calendar.iftar_on(RAMADAN_TUESDAY)
    assert calendar.quiet_until(iftar - timedelta(minutes=61)) is None
    assert calendar.quiet_until(iftar - timedelta(minutes=59)) == iftar + timedelta(minutes=60)
    assert calendar.quiet_until(iftar + timedelta(minutes=60)) is None


def test_working_days_skip_weekends_and_holidays(hub):
    calendar = Calendar.load()
    assert calendar.working_day_after(RAMADAN_TUESDAY, 3) == date(2027, 2, 19)
    assert calendar.working_day_after(date(2027, 3, 9), 1) == date(2027, 3, 12)


def test_halves_of_a_day_by_the_slots_end_and_start():
    assert half_of(time(10, 30), time(12)) == Half.MORNING
    assert half_of(time(12, 30), time(14)) == Half.AFTERNOON
    assert half_of(time(21), time(22, 30)) == Half.EVENING


def test_reading_the_calendar_takes_the_same_queries_whatever_it_holds(
    hub, django_assert_num_queries
):
    with django_assert_num_queries(5):
        Calendar.load()
    for year in range(2030, 2060):
        Holiday.objects.create(on=date(year, 1, 1), name_fr="x", name_ar="x", name_en="x")
        Closure.objects.create(
            starts_at=datetime(year, 1, 1).astimezone(), ends_at=datetime(year, 1, 2).astimezone()
        )
    with django_assert_num_queries(5):
        Calendar.load()


@pytest.fixture
def two_places(hub):
    """The house, and an annex that is closed for works this Thursday."""
    annex = Place.objects.create(name_fr="L’annexe", name_ar="الملحق", name_en="The annex")
    Closure.objects.create(
        place=annex, starts_at=local(THURSDAY, time()), ends_at=local(FRIDAY, time())
    )
    return factories.place(), annex


def test_a_closed_annex_closes_no_slot_for_the_house(two_places):
    house, annex = two_places
    calendar = Calendar.load()
    nine = (local(THURSDAY, time(9)), local(THURSDAY, time(10, 30)))
    assert calendar.is_open(*nine)
    assert calendar.is_open(*nine, house)
    assert not calendar.is_open(*nine, annex)
    assert calendar.slots_on(THURSDAY)
    assert calendar.opening_on(THURSDAY) == calendar.opening_on(THURSDAY, house) != []
    assert calendar.opening_on(THURSDAY, annex) == []
    assert calendar.closed_reason(THURSDAY) == ""


def test_the_hub_is_closed_when_each_of_its_places_is(two_places):
    house, _annex = two_places
    Closure.objects.create(
        place=house, starts_at=local(THURSDAY, time(8)), ends_at=local(THURSDAY, time(11))
    )
    calendar = Calendar.load()
    assert not calendar.is_open(local(THURSDAY, time(9)), local(THURSDAY, time(10, 30)))
    assert calendar.is_open(local(THURSDAY, time(12)), local(THURSDAY, time(13)))


def test_the_only_place_closed_closes_the_hub(hub):
    Closure.objects.create(
        place=factories.place(),
        starts_at=local(THURSDAY, time()),
        ends_at=local(FRIDAY, time()),
        reason="Travaux",
    )
    calendar = Calendar.load()
    assert calendar.slots_on(THURSDAY) == {}
    assert calendar.closed_reason(THURSDAY) == "Travaux"
