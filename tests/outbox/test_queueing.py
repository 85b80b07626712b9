"""Queueing messages: once each, the right channel, minutes of grace, quiet hours, taking back."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from elspace.core.answers import Refused
from elspace.hub.models import Hub
from elspace.outbox.actions import cancel_batch, cancel_message, queue_message, send_now
from elspace.outbox.enums import Channel, State
from elspace.outbox.models import Message
from elspace.outbox.queries import channel_for
from tests import factories
from tests.conftest import NOW, TUNIS

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime(2027, 2, day, hour, minute, tzinfo=TUNIS)


def queue(to, **fields):
    return queue_message(**({"kind": "test", "to": to, "title": "Titre", "body": "Texte"} | fields))


def test_queueing_twice_for_the_same_thing_writes_once(hub):
    to, need = factories.person("Naïma"), factories.need()
    first = queue(to, subject=need)
    assert queue(to, subject=need, body="Autre") == first
    assert queue(to, subject=need, occurrence="2") != first
    assert queue(factories.person(), subject=need) != first
    assert Message.objects.count() == 3


def test_queueing_without_subject_or_occurrence_writes_each_time(hub):
    to = factories.person("Naïma")
    assert queue(to) != queue(to)
    assert queue(to, occurrence="week-6") == queue(to, occurrence="week-6")


@pytest.mark.parametrize("named", [True, False])
def test_the_database_refuses_a_second_message_of_the_same_thing(hub, named):
    who = {"recipient": factories.person()} if named else {"address": "a@hub.example"}
    values = {"kind": "k", "occurrence": "o", "privacy": "ordinary", "channel": "mail"} | who
    Message.objects.create(**values)
    with pytest.raises(IntegrityError):
        Message.objects.create(**values)


def test_a_cancelled_message_may_be_queued_again_with_new_words_by_a_person(hub):
    to, need, by = factories.person(), factories.need(), factories.person()
    first = queue(to, subject=need)
    cancel_message(message=first, by=by)
    assert queue(to, subject=need).state == State.CANCELLED  # the machine leaves it
    again = queue(to, subject=need, body="Nouvelle heure", by=by)
    assert (again.pk, again.state, again.body) == (first.pk, State.QUEUED, "Nouvelle heure")


def test_nobody_writes_to_someone_who_left(hub):
    assert queue(factories.person(is_active=False)) is None


def test_channel_is_mail_only_where_there_is_a_mail(hub, settings):
    mail = factories.person(channel=Channel.MAIL, email="a@hub.example", phone="+21620123456")
    bare = factories.person(channel=Channel.MAIL, phone="+21620123456")
    calls = factories.person(channel=Channel.CALL, email="b@hub.example")
    assert [channel_for(p) for p in (mail, bare, calls)] == [
        Channel.MAIL,
        Channel.WHATSAPP,
        Channel.CALL,
    ]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert channel_for(mail) == Channel.WHATSAPP


def test_a_group_waits_the_hubs_minutes_and_one_alone_does_not(hub):
    Hub.objects.update(send_delay_minutes=7)
    to = factories.person()
    assert queue(to, batch=uuid.uuid4()).send_after == NOW + timedelta(minutes=7)
    assert queue(to).send_after == NOW


def test_what_is_urgent_and_told_by_hand_does_not_wait(hub):
    assert queue(factories.person(), batch=uuid.uuid4(), urgent=True).send_after == NOW
    by_mail = factories.person(channel=Channel.MAIL, email="a@hub.example")
    waits = queue(by_mail, batch=uuid.uuid4(), urgent=True).send_after
    assert waits == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (at(19, 59), at(19, 59)),
        (at(20, 0), at(8, 0, day=17)),
        (at(23, 30), at(8, 0, day=17)),
        (at(7, 59), at(8, 0)),
        (at(8, 0), at(8, 0)),
    ],
)
def test_an_ordinary_message_leaves_outside_the_quiet_hours(hub, clock, now, leaves):
    clock.move_to(now)
    assert queue(factories.person()).send_after == leaves
    assert queue(factories.person(), urgent=True).send_after == now


def test_an_hour_around_iftar_is_quiet_in_ramadan_only(hub, clock):
    from elspace.hub.queries import iftar_on

    iftar = iftar_on(NOW.date())
    assert iftar is not None
    for minutes, waits in ((-61, False), (-60, True), (0, True), (59, True), (60, False)):
        now = iftar + timedelta(minutes=minutes)
        clock.move_to(now)
        leaves = queue(factories.person()).send_after
        assert leaves == (iftar + timedelta(minutes=60) if waits else now), minutes
    clock.move_to(datetime(2027, 4, 13, 18, 30, tzinfo=TUNIS))  # same hour, after Ramadan
    assert queue(factories.person()).send_after == datetime(2027, 4, 13, 18, 30, tzinfo=TUNIS)


def test_a_group_near_the_evening_is_quiet_after_its_minutes_of_grace(hub, clock):
    clock.move_to(at(19, 55))
    assert queue(factories.person(), batch=uuid.uuid4()).send_after == at(8, 0, day=17)


def test_cancelling_a_group_takes_back_what_has_not_left(hub):
    batch, by = uuid.uuid4(), factories.person()
    gone, kept = [queue(factories.person(), batch=batch) for _ in range(2)]
    Message.objects.filter(pk=gone.pk).update(state=State.SENT)
    assert cancel_batch(batch=batch, by=by) == 1
    kept.refresh_from_db()
    assert kept.state == State.CANCELLED
    with pytest.raises(Refused):
        cancel_batch(batch=batch, by=by)


def test_a_group_leaves_at_once_when_told(hub):
    batch, by = uuid.uuid4(), factories.person()
    found = [queue(factories.person(), batch=batch) for _ in range(2)]
    assert found[0].send_after > NOW
    assert send_now(batch=batch, by=by) == 2
    assert set(Message.objects.values_list("send_after", flat=True)) == {NOW}
    with pytest.raises(Refused):
        send_now(batch=batch, by=by)


def test_a_group_told_to_leave_in_quiet_hours_waits_for_their_end(hub, clock):
    clock.move_to(at(23))
    batch = uuid.uuid4()
    queue(factories.person(), batch=batch)
    with pytest.raises(Refused):
        send_now(batch=batch, by=factories.person())
    assert Message.objects.get().send_after == at(8, 0, day=17)
