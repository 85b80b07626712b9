"""Planning again, moving as little as possible: what stands stays, who is concerned is said."""

import re
from datetime import date

import pytest
from django.urls import reverse

from elspace.hub.enums import FormatCode
from elspace.needs.enums import Level
from elspace.people.enums import Role
from elspace.people.models import Away
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.enums import Preset, RunState
from elspace.support.models import Proposal, Session
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


@pytest.fixture
def planned(term, programme):
    """Two experts, a session each, of a subject of their own."""
    factories.room("Yasmine", 40)
    factories.room("Zitoun", 8)
    factories.room("Nana", 8)
    experts = [
        factories.expert("Leïla", "finance", formats=[FormatCode.INDIVIDUAL]),
        factories.expert("Olfa", "law", formats=[FormatCode.INDIVIDUAL]),
    ]
    needs = [
        factories.need(factories.resident("Salma"), code="finance", level=Level.BLOCKING),
        factories.need(factories.resident("Bilel"), code="law", level=Level.BLOCKING),
    ]
    run(term, programme)
    return experts, needs


def run(term, by, **how):
    proposal, is_new = ask_proposal(term=term, preset=Preset.BALANCED, by=by, **how)
    assert is_new
    compute_proposal(proposal, work=4)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.error) == (RunState.READY, "")
    return proposal


def of(need):
    return Session.objects.select_related("occasion").get(occasion__invitations__need=need)


def text_of(response):
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ").replace("’", "'")


def test_where_nothing_changed_the_very_rows_stay(term, programme, planned):
    before = set(Session.objects.values_list("pk", flat=True))
    proposal = run(term, programme, moves_little=True)
    assert set(Session.objects.values_list("pk", flat=True)) == before
    assert proposal.solution["without_need"] == 0
    assert proposal.solution["before"] == proposal.solution["board"]


def test_only_the_session_of_an_expert_who_is_away_moves(term, programme, planned, sign_in):
    (leila, _olfa), (salma, bilel) = planned
    stays, moves = of(bilel), of(salma)
    day = moves.occasion.start_at.date()
    Away.objects.create(person=leila.person, from_on=day, until_on=day)
    run(term, programme, moves_little=True)
    assert of(bilel).pk == stays.pk
    assert of(salma).occasion.start_at.date() != day
    assert of(salma).room.capacity == 8
    text = text_of(sign_in(programme).get(reverse("support:programme") + "?lang=fr"))
    assert "en déplaçant le moins possible" in text
    assert "1 personne est concernée" in text
    assert "Salma" in text.split("Qui est concerné", 1)[1].split("Semaines", 1)[0]
    assert "Aucune date n'a été déplacée sans nécessité" in text
    assert "ne gagnerait rien de plus" in text


def test_a_need_added_finds_its_place_beside_the_others(term, programme, planned):
    before = {need: of(need).pk for need in planned[1]}
    new = factories.need(code="law", level=Level.USEFUL)
    run(term, programme, moves_little=True)
    assert {need: of(need).pk for need in planned[1]} == before
    assert of(new).pk not in before.values()


def test_the_button_asks_for_it(term, programme, planned, sign_in):
    client = sign_in(programme)
    address = reverse("support:programme-propose")
    assert "Déplacer le moins possible" in text_of(client.get(address + "?lang=fr"))
    client.post(address, {"preset": "balanced", "around": "little"})
    assert Proposal.objects.first().moves_little


def test_a_confidential_appointment_that_moved_is_nobodys_name(term, programme, sign_in):
    factories.room("Nana", 3, is_confidential=True)
    asma = factories.expert("Asma", "law")
    factories.need(factories.resident("Emna"), code="law", is_confidential=True)
    run(term, programme)
    day = Session.objects.get().occasion.start_at.date()
    Away.objects.create(person=asma.person, from_on=day, until_on=date(2027, 2, 28))
    run(term, programme, moves_little=True)
    colleague = factories.person("Yassine", roles=[Role.COMMUNITY])
    text = text_of(sign_in(colleague).get(reverse("support:programme") + "?lang=fr"))
    assert "en déplaçant le moins possible" in text
    assert "sans nécessité" not in text
    for word in ("Emna", "Asma", "concernée"):
        assert word not in text
