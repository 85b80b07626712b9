"""Sending by hand: one card a person, one tap, back; who may read; what a call brings."""

from urllib.parse import parse_qs, urlsplit

import pytest

from elspace.core.registries import Subject, subjects
from elspace.outbox import results as registry
from elspace.outbox.actions import mark_not_sent, mark_sent_by_hand, queue_message, send_secret
from elspace.outbox.enums import CallResult, Channel, Privacy, State
from elspace.outbox.models import Message
from elspace.outbox.queries import IN_WORDS_ONLY, count_to_send, to_send_by_hand
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
PHONE = "+21620123456"


@pytest.fixture
def reception(hub):
    return factories.person("Amel", roles=[Role.RECEPTION], email="amel@hub.example")


@pytest.fixture
def naima(hub):
    return factories.person("Naïma", phone=PHONE, language="ar")


@pytest.fixture
def need_subject(monkeypatch):
    """Only the programme role reads what a message says about a confidential need."""
    entry = Subject(
        title=lambda row, user: "Besoin",
        url=lambda row, user: "/x/",
        reads=lambda row, user: user.has_perm("needs.read_confidential_need"),
    )
    monkeypatch.setitem(subjects, "needs.need", entry)


def queue(to, **fields):
    values = {"kind": "test", "to": to, "title": "Séance", "body": "À jeudi, 10:30."}
    return queue_message(**(values | fields))


@pytest.mark.parametrize(
    ("channel", "phone", "email", "way", "address"),
    [
        (Channel.WHATSAPP, PHONE, None, Channel.WHATSAPP, "https://wa.me/21620123456?text="),
        (Channel.SMS, PHONE, None, Channel.SMS, "sms:+21620123456?body="),
        (Channel.CALL, PHONE, None, Channel.CALL, "tel:+21620123456"),
        (Channel.PAPER, PHONE, None, Channel.PAPER, ""),
        (Channel.WHATSAPP, "", None, IN_WORDS_ONLY, ""),
        (Channel.MAIL, PHONE, None, Channel.WHATSAPP, "https://wa.me/21620123456?text="),
        (Channel.MAIL, "", None, IN_WORDS_ONLY, ""),
        (Channel.SMS, "", "a@hub.example", Channel.MAIL, "mailto:a%40hub.example?subject="),
    ],
)
def test_each_person_is_reached_by_what_they_have(reception, channel, phone, email, way, address):
    queue(factories.person(channel=channel, phone=phone, email=email))
    (card,) = to_send_by_hand(reception)
    assert card.way == way
    assert card.address.startswith(address)
    assert bool(card.address) == bool(address)


def test_whatsapp_opens_with_the_whole_text(reception, naima):
    queue(naima, body="موعدكم 10:30\nhttps://hub.example/p/a_b&c=1")
    (card,) = to_send_by_hand(reception)
    assert parse_qs(urlsplit(card.address).query)["text"] == [
        "موعدكم 10:30\nhttps://hub.example/p/a_b&c=1"
    ]


def test_ordinary_messages_of_one_person_are_one_card_and_urgent_ones_come_first(reception, naima):
    queue(factories.person("Ali", phone=PHONE))
    queue(naima), queue(naima, body="Autre"), queue(naima, body="Annulé", urgent=True)
    cards = to_send_by_hand(reception)
    assert [(c.person.first_name, len(c.messages)) for c in cards] == [
        ("Naïma", 1),
        ("Ali", 1),
        ("Naïma", 2),
    ]
    assert cards[2].text == "À jeudi, 10:30.\n\nAutre"
    assert count_to_send(reception) == 3


def test_who_is_not_of_the_team_has_nothing_to_send(reception, naima):
    queue(naima)
    assert count_to_send(naima) == 0


def test_a_confidential_message_shows_neither_name_nor_words_to_who_may_not_read(
    reception, naima, need_subject, sign_in
):
    need = factories.need(naima, is_confidential=True)
    queue(naima, subject=need, body="Mots-secrets", privacy=Privacy.CONFIDENTIAL)
    programme = factories.person("Hela", roles=[Role.PROGRAMME])
    page = sign_in(reception).get("/messages/").content.decode()
    assert "Naïma" not in page
    assert "Mots-secrets" not in page
    assert "Mots-secrets" in sign_in(programme).get("/messages/").content.decode()
    assert (count_to_send(reception), count_to_send(programme)) == (0, 1)
    key = Message.objects.get().key
    answer = sign_in(reception).post("/messages/mark/", {"message": key})
    assert (answer.status_code, Message.objects.get().state) == (404, State.QUEUED)
    mark_sent_by_hand(message=Message.objects.get(), by=programme)
    sent = sign_in(reception).get("/messages/sent/").content.decode()
    assert "Naïma" not in sent
    assert "Mots-secrets" not in sent


def test_a_secret_stands_in_no_list(reception, naima, sign_in):
    send_secret(kind="c", address="n@hub.example", language="fr", title="C", body="9", to=naima)
    Message.objects.update(state=State.FAILED)
    for page in ("/messages/", "/messages/waiting/", "/messages/sent/"):
        assert "Naïma" not in sign_in(reception).get(page).content.decode()


def test_a_tap_is_remembered_and_back_one_says_sent_or_not_yet(reception, naima, sign_in):
    message, client = queue(naima), sign_in(reception)
    assert client.post("/messages/open/", {"message": message.key}).status_code == 204
    assert "Envoyé\xa0?" in client.get("/messages/").content.decode()
    client.post("/messages/mark/", {"message": message.key})
    message.refresh_from_db()
    assert (message.state, message.sent_by) == (State.SENT, reception)
    client.post("/messages/unmark/", {"message": message.key})
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.opened_at) == (State.QUEUED, None, None)


def test_marking_twice_changes_nothing(reception, naima):
    message = queue(naima)
    first = mark_sent_by_hand(message=message, by=reception)
    again = mark_sent_by_hand(message=message, by=naima)
    assert again.sent_by == first.sent_by == reception


def test_what_the_machine_sent_stays_sent(reception, naima):
    message = queue(naima)
    Message.objects.update(state=State.SENT)
    assert mark_not_sent(message=message, by=reception).state == State.SENT


def test_an_answer_on_the_phone_goes_to_who_asked_and_no_answer_stays_on_the_list(
    reception, naima, monkeypatch
):
    taken = []
    monkeypatch.setitem(registry.results, "invitation", lambda *answer: taken.append(answer))
    naima.channel = Channel.CALL
    naima.save()
    message = queue(naima, kind="invitation")
    mark_sent_by_hand(message=message, by=reception, call_result=CallResult.NO_ANSWER)
    (card,) = to_send_by_hand(reception)
    assert (card.is_untold, card.asks, taken) == (True, [message], [])
    mark_sent_by_hand(message=message, by=reception, call_result=CallResult.YES)
    assert taken == [(message, CallResult.YES, reception)]
    assert to_send_by_hand(reception) == []


def test_a_made_up_answer_or_key_is_not_found(reception, naima, sign_in):
    message, client = queue(naima), sign_in(reception)
    made_up = {"message": message.key, "result": "perhaps"}
    assert client.post("/messages/mark/", made_up).status_code == 404
    assert client.post("/messages/mark/", {"message": "x"}).status_code == 404


@pytest.mark.parametrize("page", ["/messages/", "/messages/waiting/", "/messages/sent/"])
def test_lists_ask_the_same_number_of_queries_for_few_and_many(
    page, reception, need_subject, sign_in, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fill(count):
        for index in range(count):
            who = factories.person(phone=PHONE)
            need = factories.need(who)
            for state in (State.QUEUED, State.SENT, State.FAILED):
                message = queue(who, subject=need, occurrence=state, privacy=Privacy.CONFIDENTIAL)
                Message.objects.filter(pk=message.pk).update(
                    state=state, sent_by=reception, sent_at=message.created_at
                )
            if index % 2:
                Message.objects.filter(recipient=who).update(send_after="2027-02-16T12:00Z")

    client = sign_in(factories.person("Hela", roles=[Role.PROGRAMME]))
    counts = []
    for more in (3, 17):
        fill(more)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
