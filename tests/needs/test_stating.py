"""Stating a need: kept once, as said, with its answer due; refused kindly when it cannot be."""

import uuid
from datetime import date, timedelta

import pytest

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.needs import actions
from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.people.enums import Role
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.django_db
PLANTED = "mot-planté-jamais-ailleurs"


def state(person, **fields):
    values = {
        "person": person,
        "words": f"Savoir vendre {PLANTED}",
        "level": Level.BLOCKING,
        "key": uuid.uuid4(),
        "by": person,
    }
    return actions.state_need(**(values | fields))


def test_state_need_keeps_the_words_and_names_the_day_of_the_answer(hub):
    naima = factories.resident("Naïma")
    need = state(naima)
    assert (need.words, need.words_language) == (f"Savoir vendre {PLANTED}", "fr")
    assert (need.state, need.reply_due_on) == (State.STATED, date(2027, 2, 19))
    assert [(s.from_state, s.to_state) for s in need.steps.all()] == [("", "stated")]


def test_state_need_with_the_same_key_returns_the_first_row(hub):
    naima, key = factories.resident("Naïma"), uuid.uuid4()
    first = state(naima, key=key)
    again = state(naima, key=key, words="autre chose")
    assert (again.pk, again.words) == (first.pk, first.words)
    assert Need.objects.count() == 1


def test_state_need_never_hands_a_key_of_someone_else(hub):
    key = uuid.uuid4()
    state(factories.resident("Naïma"), key=key)
    with pytest.raises(Refused):
        state(factories.resident("Moez"), key=key)


@pytest.mark.parametrize("words", ["", " \n ", "\x00\u202e", "x" * 2001])
def test_state_need_refuses_words_it_cannot_keep(hub, words):
    with pytest.raises(Refused):
        state(factories.resident(), words=words)
    assert Need.objects.count() == 0


def test_state_need_refuses_a_day_gone_by_a_foreign_project_and_an_outside_reader(hub):
    naima, other = factories.resident("Naïma"), factories.resident("Moez")
    for fields in (
        {"before_on": date(2027, 2, 15)},
        {"venture": factories.venture("Ailleurs", other)},
        {"is_confidential": True, "referent": other},
        {"level": 7},
    ):
        with pytest.raises(Refused):
            state(naima, **fields)


def test_state_need_for_someone_is_marked_with_who_typed_it_from_what(hub, programme):
    need = state(factories.resident(), by=programme, entered_from=EnteredFrom.VOICE)
    assert (need.entered_by, need.entered_from) == (programme, "voice")


def test_confidential_need_is_individual_only_and_has_a_reader(hub, programme):
    naima = factories.resident("Naïma", referent=programme)
    need = state(naima, is_confidential=True, formats=[factories.format("workshop")])
    assert [form.code for form in need.formats.all()] == ["individual"]
    assert need.referent == programme


def test_audit_lines_of_a_need_hold_no_words(hub, programme):
    need = state(factories.resident())
    actions.classify_need(need=need, discipline=factories.discipline("selling"), by=programme)
    actions.confirm_need(need=need, by=programme)
    actions.decline_need(need=need, reason=f"Pas ici {PLANTED}", by=programme)
    lines = AuditLine.objects.filter(subject_kind="needs.need")
    verbs = [line.verb for line in lines.order_by("pk")]
    assert verbs == ["state_need", "classify_need", "confirm_need", "decline_need"]
    assert PLANTED not in str([line.changes for line in lines])


def test_classify_need_of_a_confidential_one_leaves_no_discipline_in_the_audit(hub, programme):
    need = state(factories.resident(), is_confidential=True)
    actions.classify_need(need=need, discipline=factories.discipline("selling"), by=programme)
    assert AuditLine.objects.get(verb="classify_need").changes == {}


def test_correct_need_changes_the_consequence_never_the_words(hub, programme):
    need = state(factories.resident())
    need = actions.correct_need(need=need, by=programme, level=Level.USEFUL, words_language="aeb")
    assert (need.level, need.words_language) == (Level.USEFUL, "aeb")
    assert need.words == f"Savoir vendre {PLANTED}"


def test_put_first_leaves_one_first_need(hub):
    naima = factories.person("Naïma", roles=[Role.RESIDENT])
    one, two = state(naima), state(naima)
    actions.put_first(need=one, by=naima)
    actions.put_first(need=two, by=naima)
    assert list(naima.needs.filter(is_first=True)) == [two]


def test_the_language_one_would_rather_talk_is_one_that_one_speaks(hub):
    who = factories.resident("Naïma", speaks=())
    actions.state_need(
        person=who, words="Vendre", level=2, key=None, speaks=[factories.language("aeb")], by=who
    )
    assert [one.code for one in who.speaks.all()] == ["aeb"]


def test_the_same_words_sent_again_are_the_same_need(hub, clock):
    """Sent, gone back with the browser, sent again: the page had a new key."""
    naima = factories.resident("Naïma")
    first = state(naima)
    assert state(naima) == first
    assert state(naima, level=Level.USEFUL) != first
    clock.shift(timedelta(days=2))
    assert state(naima) != first
