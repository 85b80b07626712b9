"""A backup put back does not send again what waited in it."""

import pytest
from django.core import mail

from elspace.core.registries import after_restore
from elspace.outbox.actions import queue_message, send_due
from elspace.outbox.enums import Channel, State
from elspace.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


def queued(channel, **fields):
    person = factories.person(channel=channel, **fields)
    return queue_message(kind="test.news", to=person, title="Une nouvelle", body="Bonjour")


def test_mail_that_waited_is_shown_not_sent(hub):
    message = queued(Channel.MAIL, email="salma@maison.example")
    for settle in after_restore:
        settle()
    send_due()
    message.refresh_from_db()
    assert message.state == State.UNCERTAIN
    assert mail.outbox == []


def test_what_people_send_by_hand_still_waits_for_them(hub):
    queued(Channel.WHATSAPP, phone="+21660000001")
    for settle in after_restore:
        settle()
    assert Message.objects.get().state == State.QUEUED
