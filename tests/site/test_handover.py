"""Histories in whole sentences, open promises by owner, taking all of them over."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.needs.actions import classify_need, state_need
from elspace.outbox.actions import mark_opened
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.site.actions import set_aside
from elspace.site.actions.handover import take_over
from elspace.site.help import HELP
from elspace.site.management.commands.write_screens_guide import screens_guide
from elspace.site.queries.decisions import decisions_for
from elspace.site.queries.handover import owners
from elspace.site.queries.history import history_of
from elspace.support.enums import SessionState
from elspace.trust.models import AuditLine
from tests import factories
from tests.personas import PAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def nour(hub):
    return factories.person("Nour", "Ayari", roles=[Role.COMMUNITY], email="nour@hub.example")


@pytest.fixture
def hedia(hub):
    return factories.person("Hédia", "Ben Salah", roles=[Role.COMMUNITY], email="h@hub.example")


def say(person, by, **fields):
    return state_need(person=person, words="Fixer mes prix", level=2, key=None, by=by, **fields)


def test_a_history_is_whole_sentences_in_the_language_of_the_page(nour):
    need = say(factories.resident("Salma"), nour)
    classify_need(need=need, discipline=factories.discipline(), by=nour)
    with override("fr"):
        told = [one.sentence for one in history_of(need, nour)]
    assert told[0] == "\u2068Nour Ayari\u2069 a classé un besoin."
    assert len(told) == 2
    with override("ar"):
        assert history_of(need, nour)[0].sentence.endswith(": تصنيف حاجة.")


def test_the_history_of_a_person_holds_no_sealed_need_for_others(nour, programme, sign_in):
    salma = factories.resident("Salma")
    sealed = say(salma, salma, is_confidential=True, referent=programme)
    assert len(history_of(salma, programme)) > len(history_of(salma, nour))
    page = reverse("site:need-history", args=[sealed.key])
    assert sign_in(programme).get(page).status_code == 200
    assert sign_in(nour).get(page).status_code == 404


def test_the_history_of_a_session_and_an_expert_opens(nour, sign_in):
    session = factories.session(state=SessionState.CONFIRMED, by=factories.expert("Leïla"))
    team = sign_in(nour)
    assert team.get(reverse("site:session-history", args=[session.key])).status_code == 200
    assert team.get(reverse("site:expert-history", args=[session.expert.key])).status_code == 200
    session.is_confidential = True
    session.save()
    assert team.get(reverse("site:session-history", args=[session.key])).status_code == 404


def promise_everything(owner, by):
    """One of each: somebody followed, a decision handed, a session decided, a message opened."""
    salma = factories.resident("Salma", referent=owner)
    need = say(salma, by)
    need.reply_due_on = timezone.localdate() - timedelta(days=3)
    need.save()
    one = decisions_for(by)[0]
    set_aside(fact=one.fact, fingerprint=one.fingerprint, how="handed", to=owner, by=by)
    session = factories.session(state=SessionState.CONFIRMED)
    session.decided_by = owner
    session.save()
    message = Message.objects.create(
        kind="x", privacy="personal", channel="whatsapp", recipient=salma, language="fr",
        title="x", body="x",
    )  # fmt: skip
    mark_opened(message=message, by=owner)
    return salma, session, message


def test_one_press_takes_everything_over(nour, hedia, sign_in):
    salma, session, message = promise_everything(nour, hedia)
    mine = next(one for one in owners(hedia) if one.person == nour)
    assert (len(mine.followed), len(mine.handed), len(mine.sessions), mine.messages) == (1, 1, 1, 1)
    page = sign_in(hedia).post("/handover/take/", {"giver": nour.key}, follow=True)
    assert "4 tâches reviennent maintenant à" in page.content.decode()
    for row in (salma, session, message):
        row.refresh_from_db()
    assert salma.referent == session.decided_by == hedia
    assert message.opened_at is None
    assert [one.handed_by for one in decisions_for(hedia) if one.handed_by]
    line = AuditLine.objects.get(verb="take_over")
    assert line.changes["people"] == [1, 0]
    assert "Salma" not in str(line.changes)
    sign_in(hedia).post("/handover/take/", {"giver": nour.key})  # pressed twice
    assert AuditLine.objects.filter(verb="take_over").count() == 1


def test_sealed_needs_stay_with_whom_their_person_chose(nour, hedia):
    sealed = say(factories.resident(), None, is_confidential=True, referent=nour)
    take_over(giver=nour, taker=hedia, by=hedia)
    sealed.refresh_from_db()
    assert sealed.referent == nour


def test_whoever_is_not_on_the_team_takes_nothing_and_reception_presses_nothing(nour, sign_in):
    with pytest.raises(Refused):
        take_over(giver=nour, taker=factories.resident(), by=nour)
    with pytest.raises(Refused):
        take_over(giver=nour, taker=nour, by=nour)
    host = sign_in(factories.person("Lina", roles=[Role.RECEPTION]))
    assert host.post("/handover/take/", {"giver": nour.key}).status_code == 403
    assert host.get("/handover/").status_code == 200


@pytest.mark.parametrize("giver", ["", "x", "\x00", "0" * 300])
def test_an_unknown_colleague_is_not_found(nour, sign_in, giver):
    assert sign_in(nour).post("/handover/take/", {"giver": giver}).status_code == 404


def test_owners_cost_the_same_whatever_they_hold(nour, hedia, django_assert_max_num_queries):
    promise_everything(nour, hedia)
    with django_assert_max_num_queries(60) as first:
        owners(hedia)
    for _n in range(6):
        factories.resident(referent=nour)
        session = factories.session(state=SessionState.CONFIRMED)
        session.decided_by = nour
        session.save()
    with django_assert_max_num_queries(len(first.captured_queries)):
        owners(hedia)


def test_the_question_mark_says_three_sentences_and_an_example(nour, sign_in):
    team = sign_in(nour)
    page = team.get("/needs/").content.decode()
    assert "help-mark" in page
    assert "je ne sais pas quel prix demander" in page
    assert "help-mark" not in team.get("/more/").content.decode()


def test_every_screen_of_the_help_exists_and_says_three_sentences():
    with override("en"):
        for name, one in HELP.items():
            assert str(one.text).count(".") >= 3, name
            assert len(str(one.example)) > 20
    named = {page.name for page in PAGES}
    assert set(HELP) <= named


def test_the_guide_of_screens_is_what_the_screens_say():
    written = (settings.BASE_DIR / "docs" / "guides" / "ecrans.md").read_text()
    assert written == screens_guide()  # else: manage.py write_screens_guide
