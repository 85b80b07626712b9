"""A need answered without a session is asked about some days later, once."""

import pytest

from elspace.needs.actions import answer_otherwise, verify_need
from elspace.needs.actions.asking import ask_whether_settled
from elspace.needs.enums import AnswerKind
from elspace.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture
def need(hub, programme):
    need = factories.need(words="Trouver un modèle de statuts")
    answer_otherwise(
        need=need, kind=AnswerKind.ADDRESS, text="La maison des associations", by=programme
    )
    return need


def questions():
    return Message.objects.filter(kind="needs.is_it_settled")


def test_nobody_is_asked_before_they_had_time(need, clock):
    clock.shift(3 * DAY)
    ask_whether_settled()
    assert questions().count() == 0


def test_one_question_with_the_address_of_her_page(need, clock):
    clock.shift(5 * DAY)
    ask_whether_settled()
    ask_whether_settled()
    question = questions().get()
    assert question.recipient == need.person
    assert "/p/" in question.body


def test_words_are_quoted_without_a_second_full_stop(programme):
    need = factories.need(words="Je ne sais pas faire un prix de gros.")
    answer_otherwise(need=need, kind=AnswerKind.ADDRESS, text="La chambre", by=programme)
    told = Message.objects.get(kind="needs.answered")
    assert "«\xa0Je ne sais pas faire un prix de gros\xa0»." in told.body


def test_who_has_said_is_left_in_peace(need, clock):
    verify_need(need=need, settled=True, by=need.person)
    clock.shift(5 * DAY)
    ask_whether_settled()
    assert questions().count() == 0


def test_a_confidential_need_is_asked_about_in_neutral_words(hub, programme, clock):
    sealed = factories.need(words="Mon secret", is_confidential=True, referent=programme)
    answer_otherwise(need=sealed, kind=AnswerKind.ADDRESS, text="Une adresse", by=programme)
    clock.shift(5 * DAY)
    ask_whether_settled()
    assert "secret" not in questions().get().title + questions().get().body
