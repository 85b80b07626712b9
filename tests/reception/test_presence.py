"""Marks of presence: the last one wins, everybody is gone at closing, nothing stays for long."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar
from elspace.outbox.models import Message
from elspace.reception.actions import check_in, check_out, close_day, forget_days, receive_visit
from elspace.reception.enums import Whereabouts
from elspace.reception.models import PresenceDay, PresenceMark
from elspace.reception.personal_data import PERSONAL_DATA
from elspace.reception.queries import in_now, is_in
from tests import factories

pytestmark = pytest.mark.django_db


def comes(person: object, at: datetime | None = None, **more: object) -> PresenceMark:
    return check_in(person=person, key=uuid.uuid4(), at=at, by=None, **more)


def goes(person: object, at: datetime | None = None) -> PresenceMark:
    return check_out(person=person, key=uuid.uuid4(), at=at, by=None)


def names() -> list[str]:
    return [person.first_name for person in in_now().people]


def closes_at(hour: int, minute: int = 0) -> datetime:
    """Ramadan's hours of the frozen day, as the hub keeps them."""
    profile = Calendar.load().profile_on(today())
    profile.hours.filter(weekday=today().weekday()).delete()
    profile.hours.create(weekday=today().weekday(), opens=time(9), closes=time(hour, minute))
    return local(today(), time(hour, minute))


def test_the_last_mark_wins_in_whatever_order_marks_arrive(hub):
    amel, now = factories.person("Amel"), timezone.now()
    goes(amel, now - timedelta(minutes=5))
    comes(amel, now - timedelta(minutes=20))  # kept on a device, arrives late
    assert names() == []
    comes(amel, now - timedelta(minutes=1))
    assert names() == ["Amel"]
    assert is_in(amel)


def test_a_key_sent_twice_is_one_mark(hub):
    amel, key = factories.person("Amel"), uuid.uuid4()
    first = check_in(person=amel, key=key, by=None)
    assert check_in(person=amel, key=key, by=None) == first
    assert PresenceMark.objects.count() == 1


def test_a_clock_that_runs_ahead_does_not_win(hub):
    amel = factories.person("Amel")
    comes(amel, timezone.now() + timedelta(hours=3))
    goes(amel)
    assert names() == []


def test_yesterday_does_not_count(hub):
    comes(factories.person("Amel"), timezone.now() - timedelta(days=1))
    assert names() == []


def test_everybody_is_gone_at_closing_and_once_only(hub, clock):
    closing = closes_at(14, 30)
    amel, visit = factories.person("Amel"), uuid.uuid4()
    comes(amel)
    receive_visit(key=visit, first_name="Hatem", host=amel, by=None)
    assert close_day() == 0  # still open
    clock.move_to(closing + timedelta(minutes=3))
    late = factories.person("Bilel")
    comes(late)  # an evening
    assert close_day() == 2
    assert close_day() == 0
    assert names() == ["Bilel"]
    assert PresenceMark.objects.filter(person=amel).last().at == closing
    assert in_now().visits == []
    assert PresenceMark.objects.filter(visit=visit).exclude(first_name="").count() == 0
    assert PresenceMark.objects.filter(host__isnull=False).count() == 0


def test_a_break_at_midday_sends_nobody_out(hub, clock):
    closes_at(12, 30)
    hours = Calendar.load().profile_on(today()).hours
    hours.create(weekday=today().weekday(), opens=time(14), closes=time(18))
    amel = factories.person("Amel")
    comes(amel)
    clock.move_to(local(today(), time(13)))
    assert close_day() == 0
    assert names() == ["Amel"]
    clock.move_to(local(today(), time(18, 5)))
    assert close_day() == 1


def test_the_name_of_a_visit_goes_at_midnight_where_the_hub_never_opened(hub, clock):
    OpeningProfile.objects.all().delete()
    receive_visit(key=uuid.uuid4(), first_name="Hatem", by=None)
    close_day()
    assert PresenceMark.objects.get().first_name == "Hatem"
    clock.move_to(local(today() + timedelta(days=1), time(0, 4)))
    close_day()
    assert PresenceMark.objects.get().first_name == ""


def test_after_a_week_a_day_is_two_numbers(hub, clock):
    amel, bilel = factories.person("Amel"), factories.person("Bilel")
    first = today()
    for person in (amel, bilel):
        comes(person)
    goes(amel)
    receive_visit(key=uuid.uuid4(), by=None)
    clock.move_to(local(first + timedelta(days=7), time(23, 50)))
    forget_days()
    assert PresenceMark.objects.count() == 4
    clock.move_to(local(first + timedelta(days=8), time(0, 5)))
    forget_days()
    forget_days()
    assert PresenceMark.objects.count() == 0
    row = PresenceDay.objects.get()
    assert (row.day, row.people, row.visits) == (first, 2, 1)


def test_the_host_of_a_visit_is_told_once_and_without_the_name(hub, programme):
    key = uuid.uuid4()
    for _press in range(2):
        receive_visit(key=key, first_name="Hatem", host=programme, by=None)
    message = Message.objects.get()
    assert message.recipient == programme
    assert "Hatem" not in message.title + message.body


def test_a_copy_handed_over_by_the_team_holds_nobodys_hours(hub, programme):
    amel = factories.person("Amel")
    comes(amel)
    assert list(PERSONAL_DATA.export(amel, programme)) == []
    assert len(list(PERSONAL_DATA.export(amel, amel))) == 1
    PERSONAL_DATA.erase(amel)
    assert PresenceMark.objects.count() == 0


def test_marks_of_a_visit_belong_together(hub):
    visit = uuid.uuid4()
    receive_visit(key=visit, first_name="Hatem", by=None)
    assert [one.first_name for one in in_now().visits] == ["Hatem"]
    check_out(visit=visit, key=uuid.uuid4(), by=None)
    assert in_now().total == 0
    assert set(PresenceMark.objects.values_list("state", flat=True)) == {
        Whereabouts.IN,
        Whereabouts.OUT,
    }
