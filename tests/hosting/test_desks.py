"""Who sits where: the week, the days that differ, and nobody ever given a desk that is given."""

from datetime import date, timedelta

import pytest

from elspace.core.answers import Refused
from elspace.hosting.actions.desks import (
    add_desk,
    change_desk,
    draw_map,
    end_holding,
    hold_desk,
    release_desk,
    remove_desk,
    share_by_days,
    swap_days,
    take_desk,
)
from elspace.hosting.models import Desk, DeskDay, DeskHalf, DeskHolding, MapMark
from elspace.hosting.queries.desks import (
    HALVES,
    Seating,
    halves_open,
    offers_instead,
)
from elspace.hosting.queries.turns import days_instead, lost_halves
from elspace.hub.enums import Half, Season
from elspace.hub.models import OpeningHours, OpeningProfile
from elspace.hub.queries import Calendar
from elspace.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 4, 19)
TUESDAY = MONDAY + timedelta(days=1)
AM, PM = HALVES


@pytest.fixture
def a1(hub) -> Desk:
    return factories.desk("A1")


@pytest.fixture
def ines() -> Person:
    return factories.resident("Inès")


@pytest.fixture
def ghada() -> Person:
    return factories.resident("Ghada")


def who(desk: Desk, day: date, half: Half = AM) -> Person | None:
    return Seating.load(day, day).seat(desk, day, half).person


def week(*days: int, halves=HALVES):
    return [(day, half) for day in days for half in halves]


def held(desk, person, *days, halves=HALVES, **more):
    values = {"from_on": MONDAY, "halves": week(*days, halves=halves), "by": None} | more
    return hold_desk(desk=desk, person=person, **values)


def test_a_week_is_shared_by_days(a1, ines, ghada):
    held(a1, ines, 0, 1, 2)
    held(a1, ghada, 3, 4)
    assert who(a1, MONDAY) == ines
    assert who(a1, MONDAY + timedelta(days=3), PM) == ghada
    assert who(a1, MONDAY - timedelta(days=7)) is None


def test_a_week_is_shared_by_half_days(a1, ines, ghada):
    held(a1, ines, 0, 1, halves=[AM])
    held(a1, ghada, 0, 1, halves=[PM])
    assert (who(a1, TUESDAY, AM), who(a1, TUESDAY, PM)) == (ines, ghada)


def test_a_half_day_of_the_week_is_nobody_elses(a1, ines, ghada):
    held(a1, ines, 0, 1)
    with pytest.raises(Refused, match="Inès"):
        held(a1, ghada, 1, 2)
    with pytest.raises(Refused):  # later, while hers has no end
        held(a1, ghada, 1, from_on=MONDAY + timedelta(days=300))
    assert DeskHolding.objects.count() == 1


def test_a_desk_is_free_again_the_day_after_its_last(a1, ines, ghada):
    holding = held(a1, ines, 0, 1)
    end_holding(holding=holding, until_on=MONDAY, by=None)
    assert who(a1, MONDAY) == ines
    assert who(a1, TUESDAY) is None
    held(a1, ghada, 0, 1, from_on=TUESDAY)
    assert who(a1, TUESDAY) == ghada
    with pytest.raises(Refused):
        held(a1, ghada, 0, from_on=MONDAY, until_on=MONDAY)


def test_ending_before_the_beginning_leaves_nothing(a1, ines):
    holding = held(a1, ines, 0)
    end_holding(holding=holding, until_on=MONDAY - timedelta(days=1), by=None)
    end_holding(holding=holding, until_on=MONDAY - timedelta(days=1), by=None)
    assert not DeskHolding.objects.exists()
    assert not DeskHalf.objects.exists()


def test_ending_later_than_it_ends_changes_nothing(a1, ines):
    holding = held(a1, ines, 0, until_on=MONDAY)
    end_holding(holding=holding, until_on=TUESDAY, by=None)
    holding.refresh_from_db()
    assert holding.until_on == MONDAY


def test_the_same_page_twice_gives_one_desk(a1, ines):
    key = factories.desk("X").key
    assert held(a1, ines, 0, key=key) == held(a1, ines, 0, key=key)


@pytest.mark.parametrize("halves", [[], [(0, AM)]])
def test_what_makes_no_sense_is_refused(a1, ines, halves):
    a1.is_active = bool(not halves)
    a1.save()
    with pytest.raises(Refused):
        hold_desk(desk=a1, person=ines, from_on=MONDAY, halves=halves, by=None)
    with pytest.raises(Refused):
        held(factories.desk("A2"), ines, 0, until_on=MONDAY - timedelta(days=1))


def test_a_released_day_is_free_for_others_and_comes_back(a1, ines, ghada):
    held(a1, ines, 0)
    release_desk(desk=a1, day=MONDAY, halves=[PM], person=ines, by=ines)
    release_desk(desk=a1, day=MONDAY, halves=[PM], person=ines, by=ines)
    assert who(a1, MONDAY, AM) == ines
    take_desk(desk=a1, day=MONDAY, halves=[PM], person=ghada, by=ghada)
    assert who(a1, MONDAY, PM) == ghada
    with pytest.raises(Refused):  # she gave it away
        take_desk(desk=a1, day=MONDAY, halves=[PM], person=ines, by=ines)
    release_desk(desk=a1, day=MONDAY, halves=[PM], person=ghada, by=ghada)
    take_desk(desk=a1, day=MONDAY, halves=[PM], person=ines, by=ines)
    assert who(a1, MONDAY, PM) == ines
    assert not DeskDay.objects.exists()  # the week says it again
    assert who(a1, MONDAY + timedelta(days=7), PM) == ines


def test_nobody_releases_what_is_not_theirs(a1, ines, ghada):
    held(a1, ines, 0)
    release_desk(desk=a1, day=MONDAY, halves=HALVES, person=ghada, by=ghada)
    assert who(a1, MONDAY) == ines


def test_a_taken_desk_is_refused_with_offers(a1, ines, ghada):
    a2 = factories.desk("A2")
    take_desk(desk=a1, day=MONDAY, halves=[AM], person=ines, by=None)
    take_desk(desk=a1, day=MONDAY, halves=[AM], person=ines, by=None)  # twice is once
    with pytest.raises(Refused) as refused:
        take_desk(desk=a1, day=MONDAY, halves=HALVES, person=ghada, by=None)
    offers = [(offer.desk, offer.day) for offer in refused.value.offers]
    assert offers[:2] == [(a2, MONDAY), (a1, TUESDAY)]
    assert DeskDay.objects.count() == 1


def test_a_desk_is_not_given_while_the_hub_is_closed(a1, ines):
    sunday = MONDAY + timedelta(days=6)
    with pytest.raises(Refused):
        take_desk(desk=a1, day=sunday, halves=[AM], person=ines, by=None)
    with pytest.raises(Refused, match="Martyrs"):
        take_desk(desk=a1, day=date(2027, 4, 9), halves=[AM], person=ines, by=None)
    with pytest.raises(Refused):
        take_desk(desk=a1, day=date(2027, 2, 15), halves=[AM], person=ines, by=None)  # gone by


def test_one_desk_each_at_a_time(a1, ines):
    a2 = factories.desk("A2")
    take_desk(desk=a1, day=MONDAY, halves=[AM], person=ines, by=None)
    with pytest.raises(Refused, match="A1"):
        take_desk(desk=a2, day=MONDAY, halves=HALVES, person=ines, by=None)
    take_desk(desk=a2, day=MONDAY, halves=[PM], person=ines, by=None)


def test_a_week_is_not_given_over_a_day_promised_to_somebody(a1, ines, ghada):
    take_desk(desk=a1, day=TUESDAY, halves=[AM], person=ghada, by=None)
    with pytest.raises(Refused):
        held(a1, ines, 1)
    held(a1, ines, 1, from_on=TUESDAY + timedelta(days=1))


def test_a_day_given_away_by_the_last_holder_is_the_next_ones(a1, ines, ghada):
    holding = held(a1, ines, 0, 1)
    release_desk(desk=a1, day=TUESDAY, halves=HALVES, person=ines, by=ines)
    end_holding(holding=holding, until_on=MONDAY, by=None)
    held(a1, ghada, 1, from_on=TUESDAY)
    assert who(a1, TUESDAY) == ghada


def test_two_sharers_swap_a_day(a1, ines, ghada):
    held(a1, ines, 0)
    held(a1, ghada, 1)
    assert swap_days(desk=a1, day=MONDAY, other_desk=a1, other_day=TUESDAY, by=None) == (
        ines,
        ghada,
    )
    assert (who(a1, MONDAY), who(a1, TUESDAY)) == (ghada, ines)
    assert who(a1, MONDAY + timedelta(days=7)) == ines
    swap_days(desk=a1, day=MONDAY, other_desk=a1, other_day=TUESDAY, by=None)
    assert not DeskDay.objects.exists()


def test_a_swap_needs_two_people(a1, ines):
    held(a1, ines, 0)
    with pytest.raises(Refused):
        swap_days(desk=a1, day=MONDAY, other_desk=a1, other_day=TUESDAY, by=None)


def test_a_swap_puts_nobody_at_two_desks(a1, ines, ghada):
    a2 = factories.desk("A2")
    held(a1, ines, 0)
    held(a1, ghada, 1)
    held(a2, ghada, 0)
    with pytest.raises(Refused, match="A2"):
        swap_days(desk=a1, day=MONDAY, other_desk=a1, other_day=TUESDAY, by=None)
    assert not DeskDay.objects.exists()


def ramadan(first: date, last: date) -> OpeningProfile:
    profile = OpeningProfile.objects.create(
        name_fr="R", name_ar="R", name_en="R", season=Season.RAMADAN, starts_on=first, ends_on=last
    )
    for weekday in range(5):
        OpeningHours.objects.create(profile=profile, weekday=weekday, opens="09:00", closes="14:30")
    return profile


def test_ramadan_takes_afternoons_and_days_are_proposed_instead(a1, ines, ghada):
    first, last = MONDAY, MONDAY + timedelta(days=11)
    ramadan(first, last)
    assert halves_open(Calendar.load(), MONDAY) == [AM]
    days = range(5)
    held(a1, ines, *days, halves=[AM])
    held(a1, ghada, *days, halves=[PM])
    (lost,) = lost_halves(first, last)
    assert (lost.holding.person, len(lost.halves)) == (ghada, 5)
    proposed = days_instead(a1, first, last)
    assert [list(proposed.values()).count(one) for one in (ines, ghada)] == [5, 5]
    assert share_by_days(desk=a1, days=proposed, by=None) == 10
    assert {who(a1, MONDAY), who(a1, TUESDAY)} == {ines, ghada}
    after = MONDAY + timedelta(days=14)
    assert (who(a1, after, AM), who(a1, after, PM)) == (ines, ghada)


def test_who_leaves_before_the_end_has_no_turn_after(a1, ines, ghada):
    held(a1, ines, 0, halves=[AM])
    held(a1, ghada, 0, halves=[PM], until_on=TUESDAY)
    given = days_instead(a1, MONDAY, MONDAY + timedelta(days=4))
    assert [given[MONDAY], given[TUESDAY]] == [ines, ghada]
    assert set(list(given.values())[2:]) == {ines}


def test_sharing_by_days_takes_no_day_from_somebody_else(a1, ines, ghada):
    guest = factories.resident("Nizar")
    take_desk(desk=a1, day=MONDAY, halves=[AM], person=guest, by=None)
    assert share_by_days(desk=a1, days={MONDAY: ines, TUESDAY: ghada}, by=None) == 1
    assert who(a1, MONDAY) == guest


def test_a_name_stands_for_one_desk_of_a_place(a1):
    with pytest.raises(Refused):
        add_desk(place=a1.place, name="a1", by=None)
    other = add_desk(place=a1.place, name="A2", by=None)
    with pytest.raises(Refused):
        change_desk(desk=other, name="A1", kind=other.kind, note="", by=None)


def test_a_desk_somebody_has_stays_in_use(a1, ines):
    held(a1, ines, 0)
    with pytest.raises(Refused, match="Inès"):
        change_desk(desk=a1, name="A1", kind=a1.kind, note="", is_active=False, by=None)
    with pytest.raises(Refused):
        remove_desk(desk=a1, by=None)
    other = factories.desk("A9")
    remove_desk(desk=other, by=None)
    remove_desk(desk=other, by=None)
    assert not Desk.objects.filter(name_fr="A9").exists()


def test_the_map_holds_what_was_drawn_last(a1):
    a2 = factories.desk("A2")
    draw_map(place=a1.place, squares={(1, 1): a1, (1, 2): "porte", (2, 1): a2}, by=None)
    draw_map(place=a1.place, squares={(1, 2): a1, (1, 1): "fenêtre"}, by=None)
    a1.refresh_from_db()
    a2.refresh_from_db()
    assert ((a1.row, a1.column), (a2.row, a2.column)) == ((1, 2), (None, None))
    assert MapMark.objects.get().text == "fenêtre"


def test_offers_are_free_desks_of_that_day_then_this_one_later(a1, ines):
    a2 = factories.desk("A2")
    held(a1, ines, 0, 1)
    held(a2, ines, 4)
    offers = offers_instead(a1, MONDAY, [AM])
    assert [(offer.desk.name_fr, offer.day) for offer in offers][:2] == [
        ("A2", MONDAY),
        ("A1", MONDAY + timedelta(days=2)),
    ]


def test_a_year_of_desks_takes_the_same_queries(a1, ines, django_assert_max_num_queries):
    for n in range(20):
        held(factories.desk(f"B{n}"), ines, n % 5)
    with django_assert_max_num_queries(12):
        seating = Seating.load(MONDAY, MONDAY + timedelta(days=365))
        for desk in seating.desks:
            seating.seats(desk, TUESDAY)
