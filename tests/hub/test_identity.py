"""The hub's own row, and what the shell of every page reads of it."""

from datetime import date

import pytest

from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar, ramadan_day

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "day", [date(2027, 2, 7), date(2027, 2, 8), date(2027, 3, 9), date(2027, 3, 10)]
)
def test_shell_and_calendar_count_the_same_day_of_ramadan(hub, day):
    assert ramadan_day(day) == Calendar.load().ramadan_day(day)


def test_a_later_profile_hides_ramadan_from_both(hub):
    day = date(2027, 2, 16)
    OpeningProfile.objects.create(
        name_fr="Travaux", name_ar="أشغال", name_en="Works", starts_on=day, ends_on=day
    )
    assert ramadan_day(day) is None
    assert Calendar.load().ramadan_day(day) is None


def test_shell_reads_the_day_of_ramadan_in_one_query(hub, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ramadan_day(date(2027, 2, 16)) == 9


def test_next_change_of_hours_is_the_day_after_ramadan(hub):
    day, profile = Calendar.load().next_change(date(2027, 2, 16))
    assert (day, profile.season) == (date(2027, 3, 10), "usual")


def test_next_change_before_ramadan_is_its_first_day(hub):
    day, profile = Calendar.load().next_change(date(2027, 1, 11))
    assert (day, profile.season) == (date(2027, 2, 8), "ramadan")
