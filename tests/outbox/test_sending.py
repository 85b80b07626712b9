"""Sending mail: handed over once, gathered, quiet; what fails is said and never resent alone."""

import smtplib
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from elspace.hub.queries import iftar_on
from elspace.outbox.actions import queue_message, retry_message, send_due, send_secret, take_in_hand
from elspace.outbox.enums import Channel, Fault, Privacy, State
from elspace.outbox.models import Message
from elspace.trust.models import AuditLine
from tests import factories
from tests.conftest import NOW, TUNIS

pytestmark = pytest.mark.django_db


class Refusing(BaseEmailBackend):
    """A mail server that says no to what is sent."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPDataError(554, b"no")


class Breaking(BaseEmailBackend):
    """A line that breaks while the server listens."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected("gone")


class Absent(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError

    def send_messages(self, email_messages):
        raise AssertionError("must not be reached")


@pytest.fixture
def salma(hub):
    return factories.person("Salma", channel=Channel.MAIL, email="salma@hub.example")


def queue(to, **fields):
    values = {"kind": "test", "to": to, "title": "Séance", "body": "À jeudi."}
    return queue_message(**(values | fields))


def test_a_due_mail_leaves_once_with_both_forms(salma):
    message = queue(salma)
    send_due()
    send_due()
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (State.SENT, NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["salma@hub.example"], "Séance", "À jeudi.")
    assert '<html lang="fr" dir="ltr">' in sent.alternatives[0][0]


def test_an_arabic_mail_is_right_to_left_and_keeps_codes_in_order(hub):
    naima = factories.person("نعيمة", channel=Channel.MAIL, email="n@hub.example", language="ar")
    queue(naima, title="حصّة", body="الهاتف +216 20 123 456 والرمز 2026-0042.")
    send_due()
    html = mail.outbox[0].alternatives[0][0]
    assert '<html lang="ar" dir="rtl">' in html
    assert '<bdi dir="ltr">+216 20 123 456</bdi>' in html
    assert '<bdi dir="ltr">2026-0042</bdi>' in html
    assert "\u2066+216 20 123 456\u2069" in mail.outbox[0].body


def test_what_people_typed_is_text_in_the_mail(salma):
    queue(salma, body="<script>alert(1)</script> & fin")
    send_due()
    html = mail.outbox[0].alternatives[0][0]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_nothing_leaves_before_its_moment(salma, clock):
    Message.objects.filter(pk=queue(salma).pk).update(send_after=NOW + timedelta(minutes=1))
    send_due()
    assert mail.outbox == []
    clock.move_to(NOW + timedelta(minutes=1))
    send_due()
    assert len(mail.outbox) == 1


def test_several_ordinary_messages_of_one_day_become_one_mail(salma):
    queue(salma, title="Un", body="Premier"), queue(salma, title="Deux", body="Second")
    send_due()
    (sent,) = mail.outbox
    assert sent.subject == "2 messages from El Space" or sent.subject.startswith("2 messages")
    assert sent.body == "Un\nPremier\n\nDeux\nSecond"
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_second_ordinary_mail_waits_for_the_next_morning_and_an_urgent_one_does_not(salma, clock):
    queue(salma)
    send_due()
    clock.move_to(NOW + timedelta(hours=2))
    later = queue(salma, title="Plus tard")
    queue(salma, title="Tout de suite", urgent=True)
    send_due()
    assert [m.subject for m in mail.outbox] == ["Séance", "Tout de suite"]
    later.refresh_from_db()
    assert (later.state, later.send_after) == (
        State.QUEUED,
        datetime(2027, 2, 17, 8, 0, tzinfo=TUNIS),
    )
    clock.move_to(datetime(2027, 2, 17, 8, 0, tzinfo=TUNIS))
    send_due()
    assert mail.outbox[-1].subject == "Plus tard"


def test_an_urgent_mail_does_not_use_up_the_days_gathered_one(salma):
    queue(salma, title="Urgent", urgent=True)
    send_due()
    queue(salma)
    send_due()
    assert [m.subject for m in mail.outbox] == ["Urgent", "Séance"]


@pytest.mark.parametrize("minutes", [-60, 0, 59])
def test_around_iftar_only_what_is_urgent_leaves(salma, clock, minutes):
    queue(salma, title="Ordinaire")
    iftar = iftar_on(NOW.date())
    assert iftar is not None
    clock.move_to(iftar + timedelta(minutes=minutes))
    queue(salma, title="Urgent", urgent=True)
    send_due()
    assert [m.subject for m in mail.outbox] == ["Urgent"]
    clock.move_to(iftar + timedelta(minutes=60))
    send_due()
    assert [m.subject for m in mail.outbox] == ["Urgent", "Ordinaire"]


def test_a_confidential_mail_has_a_neutral_subject_line(salma):
    queue(salma, title="Besoin de Salma : dettes", privacy=Privacy.CONFIDENTIAL)
    send_due()
    assert "dettes" not in mail.outbox[0].subject
    assert "El Space" in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("backend", "state", "fault"),
    [
        (Refusing, State.FAILED, Fault.REFUSED),
        (Absent, State.FAILED, Fault.UNREACHABLE),
        (Breaking, State.UNCERTAIN, Fault.UNKNOWN),
    ],
)
def test_a_mail_that_did_not_or_may_not_have_left_stays_until_a_person_decides(
    salma, settings, backend, state, fault
):
    message = queue(salma)
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
    send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_due()
    message.refresh_from_db()
    assert (message.state, message.error, message.sent_at) == (state, fault, None)
    assert mail.outbox == []
    retry_message(message=message, by=salma)
    send_due()
    message.refresh_from_db()
    assert (message.state, message.error, len(mail.outbox)) == (State.SENT, "", 1)


def test_a_mail_the_worker_left_half_sent_becomes_uncertain_and_is_not_resent(salma, clock):
    message = queue(salma)
    Message.objects.filter(pk=message.pk).update(state=State.SENDING, handed_at=NOW)
    clock.move_to(NOW + timedelta(minutes=11))
    send_due()
    message.refresh_from_db()
    assert (message.state, mail.outbox) == (State.UNCERTAIN, [])


def test_a_person_without_mail_any_more_fails_with_a_sentence_and_may_be_told_by_hand(salma):
    message = queue(salma)
    salma.email = None
    salma.save()
    send_due()
    message.refresh_from_db()
    assert (message.state, message.error) == (State.FAILED, Fault.NO_ADDRESS)
    assert take_in_hand(message=message, by=salma).channel == Channel.WHATSAPP


def test_without_a_mail_server_nothing_is_mailed(salma, settings):
    queue(salma)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    send_due()
    assert Message.objects.get().state == State.QUEUED


def test_a_secret_is_sent_and_kept_nowhere(salma, caplog):
    message = send_secret(
        kind="people.code",
        address="salma@hub.example",
        language="fr",
        title="Votre code 424242",
        body="Code : 424242",
        to=salma,
    )
    assert message.state == State.SENT
    assert "424242" in mail.outbox[0].body
    kept = [*Message.objects.values(), *AuditLine.objects.values()]
    assert "424242" not in repr(kept) + caplog.text


def test_two_codes_to_one_address_are_two_messages(hub):
    for code in ("111111", "222222"):
        send_secret(kind="c", address="x@hub.example", language="ar", title=code, body=code)
    assert len(mail.outbox) == 2
