"""The life of a need: only steps of the table, each once, each with its trace."""

from datetime import timedelta

import pytest

from elspace.core.answers import Refused
from elspace.needs import actions
from elspace.needs.enums import TRANSITIONS, AnswerKind, State
from elspace.needs.models import Need
from elspace.needs.queries import my_needs
from elspace.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

MOVES = {
    State.PLANNED: lambda need, by: actions.plan_need(need=need, by=by),
    State.ADDRESSED: lambda need, by: actions.address_need(need=need, by=by),
    State.VERIFIED: lambda need, by: actions.verify_need(need=need, settled=True, by=by),
    State.DECLINED: lambda need, by: actions.decline_need(need=need, reason="Pas ici", by=by),
    State.WITHDRAWN: lambda need, by: actions.withdraw_need(need=need, by=by),
}


@pytest.mark.parametrize("to", list(MOVES))
@pytest.mark.parametrize("before", list(State))
def test_a_move_follows_the_table(hub, programme, before, to):
    need = factories.need(state=before)
    if before == to:
        MOVES[to](need, programme)
        assert need.steps.count() == 0
    elif to in TRANSITIONS[before]:
        assert MOVES[to](need, programme).state == to
        assert [(s.from_state, s.to_state) for s in need.steps.all()] == [(before, to)]
    else:
        with pytest.raises(Refused):
            MOVES[to](need, programme)
        assert Need.objects.get(pk=need.pk).state == before


def test_free_need_goes_back_to_waiting_with_its_reason(hub):
    need = factories.need(state=State.PLANNED)
    actions.free_need(need=need, by=None, reason="séance annulée")
    step = need.steps.get()
    assert (step.to_state, step.reason, step.by) == ("confirmed", "séance annulée", None)


def test_verify_need_not_yet_waits_for_another_date(hub):
    need = factories.need(state=State.ADDRESSED)
    assert actions.verify_need(need=need, settled=False, by=need.person).state == State.CONFIRMED


def test_confirm_need_never_revives_a_declined_one_by_accident(hub, programme):
    need = factories.need(state=State.DECLINED)
    with pytest.raises(Refused):
        actions.confirm_need(need=need, by=programme)
    assert actions.reopen_need(need=need, by=programme).state == State.CONFIRMED


def test_two_tabs_tell_the_second_one_kindly(hub, programme):
    stale = factories.need(state=State.STATED)
    actions.withdraw_need(need=Need.objects.get(pk=stale.pk), by=stale.person)
    with pytest.raises(Refused, match="avancé entre-temps"):
        actions.confirm_need(need=stale, by=programme)


def test_decline_need_tells_the_person_why(hub, programme):
    need = factories.need(factories.resident("Naïma", language="ar"), state=State.STATED)
    actions.decline_need(need=need, reason="Une avocate peut, pas nous.", by=programme)
    message = Message.objects.get(recipient=need.person)
    assert "Une avocate peut, pas nous." in message.body
    assert message.language == "ar"


def test_answer_otherwise_addresses_the_need_and_tells_the_person(hub, programme):
    need = factories.need(state=State.STATED)
    helper = factories.resident("Amal")
    for _twice in range(2):
        actions.answer_otherwise(
            need=need, kind=AnswerKind.PERSON, text="Le mardi", person=helper, by=programme
        )
    need.refresh_from_db()
    assert need.state == State.ADDRESSED
    assert need.other_answers.count() == 1
    assert "Amal" in Message.objects.get(recipient=need.person).body


def test_messages_about_a_confidential_need_say_nothing_of_it(hub, programme):
    need = factories.need(words="mot-planté", is_confidential=True, state=State.STATED)
    actions.answer_otherwise(
        need=need, kind=AnswerKind.ADDRESS, text="adresse-plantée", by=programme
    )
    message = Message.objects.get(recipient=need.person)
    assert message.privacy == "confidential"
    for planted in ("mot-planté", "adresse-plantée", need.discipline.name_fr):
        assert planted not in message.title + message.body


def test_a_need_taken_away_by_a_slip_can_be_taken_back_for_two_days(hub, clock):
    naima = factories.resident("Naïma")
    need = factories.need(naima, state=State.STATED)
    actions.withdraw_need(need=need, by=naima)
    assert [one.state for one in my_needs(naima)] == [State.WITHDRAWN]
    clock.shift(timedelta(days=3))
    assert list(my_needs(naima)) == []


def test_what_was_only_said_is_only_said_again(hub):
    naima = factories.resident("Naïma")
    only_said = factories.need(naima, state=State.STATED)
    understood = factories.need(naima, state=State.CONFIRMED)
    for need in (only_said, understood):
        actions.withdraw_need(need=need, by=naima)
        actions.reopen_need(need=need, by=naima)
    assert {Need.objects.get(pk=only_said.pk).state} == {State.STATED}
    assert {Need.objects.get(pk=understood.pk).state} == {State.CONFIRMED}
