"""The Programme as the team sees it: before, while, after; asking twice, stopping, interrupted."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elspace.hub.enums import FormatCode, Half, Season
from elspace.hub.models import Holiday
from elspace.needs.enums import Level, State
from elspace.people.enums import Role
from elspace.people.models import HalfDay
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.enums import Preset, RunState, SessionState
from elspace.support.models import Proposal, Session
from tests import factories

pytestmark = pytest.mark.django_db
NEVER_SAID = re.compile(r"optimal|\bscore|algorithm|couverture|plafond|clinique", re.IGNORECASE)


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


@pytest.fixture
def team(term, programme, sign_in):
    """The programme manager's browser, with a term open."""
    return sign_in(programme)


@pytest.fixture
def planned(term, programme):
    """Four people with one need, one expert, one room; proposed. A fifth has no expert."""
    needs = [factories.need(level=Level.BLOCKING) for _ in range(4)]
    needs.append(factories.need(code="communication", level=Level.BLOCKING))
    factories.expert("Leïla", formats=[FormatCode.WORKSHOP])
    factories.room("Zitoun", 8)
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    compute_proposal(proposal)
    return needs


def text_of(response):
    """What a reader sees, spaces joined."""
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def page(client, name="support:programme", language="fr", query="", **kwargs):
    response = client.get(reverse(name, kwargs=kwargs) + f"?lang={language}{query}")
    assert response.status_code == 200
    assert not NEVER_SAID.search(text_of(response))
    return text_of(response)


def test_a_hub_without_a_term_is_told_what_to_do_first(programme, sign_in):
    assert "Ouvrir un trimestre" in page(sign_in(programme))


def test_before_it_says_what_is_unknown_each_with_its_fix(team):
    factories.need(state=State.STATED)
    factories.need(code=None, state=State.STATED)
    silent = factories.expert("Olfa", every_half_day=False)
    Holiday.objects.create(
        on=date(2027, 3, 2), name_fr="Fête", name_ar="عيد", name_en="Feast", certainty="provisional"
    )
    response = team.get(reverse("support:programme") + "?lang=fr")
    text = text_of(response)
    assert "1 besoin n’a pas de discipline" in text
    assert "Olfa" in text
    assert "Fête" in text
    for name, kwargs in (
        ("needs:classify", {}),
        ("support:half-days-set", {"key": silent.key}),
    ):
        assert reverse(name, kwargs=kwargs) in response.content.decode()


def test_a_month_over_an_experts_hours_is_said_before_and_after(team, term):
    expert = factories.expert("Leïla", hours_a_month=2)
    for day in (23, 25):
        factories.session(of=term, by=expert, on=date(2027, 2, day), needs=[factories.need()])
    text = page(team)
    assert "Leïla" in text
    assert "Leïla offre 2 h par mois ; février en compte 3." in text


@pytest.mark.parametrize(
    ("language", "people", "sentence"),
    [
        ("fr", "4 personnes sur 5", "aucun programme ne gagnerait"),
        ("ar", "4 ", "لا يمكن لأيّ برنامج أن يكسب"),
        ("en", "4 people out of 5", "no programme would gain"),
    ],
)
def test_after_it_says_who_has_an_answer_and_the_limit(planned, team, language, people, sentence):
    text = page(team, language=language)
    assert people in text
    assert re.search(r"4 ?/ ?5", text)
    assert sentence in text


def test_after_it_says_why_a_need_waits_and_what_would_change_it(planned, team):
    text = page(team)
    assert "Sans réponse (1)" in text
    assert "personne n’aborde encore ce sujet" in text
    assert "texte à partager" in text


def test_a_need_waiting_for_a_silent_expert_leads_to_that_expert(team, term, programme):
    factories.need(level=Level.BLOCKING)
    factories.room()
    olfa = factories.expert("Olfa", every_half_day=False)
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    compute_proposal(proposal)
    factories.session(of=term, by=olfa, needs=[], reason="Demandée par le réseau")
    response = team.get(reverse("support:programme") + "?lang=fr")
    aside = response.content.decode().split("<aside", 1)[1]
    assert reverse("support:half-days-set", kwargs={"key": olfa.key}) in aside


def test_the_text_to_look_for_an_expert_names_nobody(planned, team):
    need = planned[-1]
    text = page(team, "support:search-expert", key=need.key)
    assert "Communication" in text
    assert need.person.first_name not in text.replace("Hela", "")


def test_a_confidential_appointment_has_no_name_on_the_board(team, term):
    who = factories.resident("Emna")
    need = factories.need(who, is_confidential=True, words="Je n’en peux plus")
    factories.session(
        of=term, needs=[need], by=factories.expert("Asma"), is_confidential=True, is_by_hand=True
    )
    reception = factories.person("Rania", roles=[Role.RECEPTION])
    from django.test import Client

    client = Client()
    reception.invited_at = timezone.now()
    reception.save()
    client.force_login(reception, "elspace.people.backends.SignInBackend")
    text = page(client)
    assert "Rendez-vous" in text
    for word in ("Emna", "Asma", "n’en peux plus", "Finances"):
        assert word not in text


def test_pressing_starts_one_run_and_shows_its_progress(team, term):
    factories.need()
    for _ in range(2):  # the second press gets the first's page
        assert team.post(reverse("support:programme-propose"), {"preset": "everyone"}).url == (
            reverse("support:programme")
        )
    run = Proposal.objects.get()
    assert (run.preset, run.state, run.around_mine) == (Preset.EVERYONE, RunState.QUEUED, False)
    Proposal.objects.update(
        state=RunState.COMPUTING,
        progress={"residents_met": 26},
        problem={"residents": [{}] * 32},
    )
    text = page(team)
    assert "26 personnes sur 32 ont déjà une réponse… on cherche mieux" in text
    assert "C’est assez bon" in text
    fragment = team.get(reverse("support:programme-run"), headers={"HX-Request": "true"})
    assert "26 personnes sur 32" in text_of(fragment)


def test_good_enough_asks_the_run_to_stop(team, term):
    factories.need()
    team.post(reverse("support:programme-propose"), {"preset": "balanced"})
    team.post(reverse("support:programme-stop"))
    assert Proposal.objects.get().stop_asked


def test_a_run_that_gives_no_sign_of_life_reads_interrupted(team, term, clock):
    factories.need()
    team.post(reverse("support:programme-propose"))
    clock.shift(timedelta(seconds=31))
    text = page(team)
    assert "interrompue" in text
    assert "Proposer un programme" in text


def test_completing_keeps_what_stands(team, term, planned):
    before = set(Session.objects.values_list("pk", flat=True))
    team.post(reverse("support:programme-propose"), {"preset": "balanced", "around": "mine"})
    run = Proposal.objects.first()
    assert run.around_mine
    compute_proposal(run)
    assert before <= set(Session.objects.values_list("pk", flat=True))


def test_composing_by_hand_stands_beside_proposing(team, term):
    response = team.get(reverse("support:programme-propose"))
    assert reverse("support:session-new") in response.content.decode()


def test_reception_reads_the_board_and_proposes_nothing(planned, sign_in):
    client = sign_in(factories.person("Rania", roles=[Role.RECEPTION]))
    text = page(client)
    assert "Proposer à nouveau" not in text
    assert client.post(reverse("support:programme-propose")).status_code == 403


def test_a_useful_session_waits_for_a_written_reason(team, term):
    session = factories.session(
        of=term,
        needs=[factories.need(level=Level.USEFUL)],
        by=factories.expert("Leïla"),
        where=factories.room(),
        format=factories.format(FormatCode.INDIVIDUAL),
    )
    team.post(reverse("support:session-step", kwargs={"key": session.key}), {"step": "ask"})
    session.refresh_from_db()
    assert session.state == SessionState.PROPOSED
    assert "pourquoi la tenir" in page(team, "support:session", key=session.key)
    team.post(
        reverse("support:session-compose", kwargs={"key": session.key}),
        {"reason": "La salle est libre et trois personnes hésitent"},
    )
    team.post(reverse("support:session-step", kwargs={"key": session.key}), {"step": "ask"})
    session.refresh_from_db()
    assert session.state == SessionState.ASKED
    assert session.reason.startswith("La salle est libre")


def test_mostly_theory_is_warned(team, term):
    factories.session(
        of=term, needs=[factories.need()], format=factories.format(FormatCode.LECTURE)
    )
    assert "0 % des heures" in page(team)


def test_pages_take_the_same_queries_at_two_sizes(team, term, programme):
    def grow():
        for _ in range(3):
            needs = [factories.need(), factories.need(code="communication")]
            expert = factories.expert()
            session = factories.session(of=term, needs=needs[:1], by=expert, where=factories.room())
        HalfDay.objects.filter(person=expert.person).exclude(
            half=Half.MORNING, season=Season.RAMADAN
        ).delete()
        return session

    counts = []
    for _ in range(2):
        session = grow()
        proposal, _new = ask_proposal(
            term=term, preset=Preset.BALANCED, around_mine=True, by=programme
        )
        Proposal.objects.filter(pk=proposal.pk).update(
            state=RunState.READY,
            finished_at=timezone.now(),
            solution={"points": 5, "bound": 6},
        )
        addresses = [
            reverse("support:programme"),
            reverse("support:programme-ask"),
            reverse("support:session-why", kwargs={"key": session.key}),
        ]
        found = []
        for address in addresses:
            team.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert team.get(address).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_bad_input_is_answered_kindly(team, term, planned):
    session = Session.objects.first()
    compose = reverse("support:session-compose", kwargs={"key": session.key})
    for bad in (
        {"slot": "99999999999"},
        {"slot": "-1"},
        {"slot": "x"},
        {"remove": "not-a-key"},
        {"remove": str(uuid.uuid4())},
        {"format": "nothing"},
        {"reason": ""},
        {},
    ):
        assert team.post(compose, bad).status_code in (302, 404)
    for query in ("&week=999", "&week=-1", "&week=abc"):
        page(team, query=query)
        page(team, "support:session-why", query=query, key=session.key)
    assert Session.objects.get(pk=session.pk).occasion.start_at == session.occasion.start_at


def test_a_share_keeps_its_order_in_arabic(planned, team):
    """ "4/5" parted in two isolates would be read as 5/4 from right to left."""
    html = team.get(reverse("support:programme") + "?lang=ar").content.decode()
    assert '<bdi dir="ltr">4/5</bdi>' in html
