"""What would help most: priced by a true small solve, told in people; secrets stay secrets."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elspace.core.answers import Refused
from elspace.hub.enums import FormatCode
from elspace.needs.enums import Level
from elspace.people.enums import Role
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.actions.remedies import ask_remedies, compute_remedies
from elspace.support.enums import Preset, RunState, SessionState
from elspace.support.models import Proposal, Session
from elspace.support.queries.remedies import remedies_of
from tests import factories

pytestmark = pytest.mark.django_db
NEVER_SAID = re.compile(r"optimal|\bscore|algorithm|couverture|plafond|clinique", re.IGNORECASE)
WORK = 30


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


@pytest.fixture
def colleague(hub):
    return factories.person("Yassine", roles=[Role.COMMUNITY])


@pytest.fixture
def needs():
    """Three people whose subject nobody teaches; the room is there."""
    factories.room("Zitoun", 8)
    factories.expert("Leïla", formats=[FormatCode.WORKSHOP])
    return [factories.need(code="communication", level=Level.BLOCKING) for _ in range(3)]


def ready(term, by):
    """A proposed programme, worked out by the planner."""
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=by)
    compute_proposal(proposal, work=2)
    proposal.refresh_from_db()
    assert proposal.state == RunState.READY
    return proposal


def worked_out(proposal, by):
    """The proposal with its list, worked out by the planner."""
    assert ask_remedies(proposal=proposal, by=by)
    compute_remedies(proposal, work=WORK)
    proposal.refresh_from_db()
    assert proposal.remedies_state == RunState.READY
    return proposal


def text_of(response):
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def page(client, name="support:remedies", language="fr", query="", **kwargs):
    response = client.get(reverse(name, kwargs=kwargs) + f"?lang={language}{query}")
    assert response.status_code == 200
    assert not NEVER_SAID.search(text_of(response))
    return text_of(response)


def ask(client, proposal):
    return client.post(reverse("support:remedies-ask", kwargs={"key": proposal.key}))


def test_an_hour_of_somebody_says_whom_it_would_answer(term, programme, needs):
    proposal = worked_out(ready(term, programme), programme)
    best = remedies_of(proposal, programme).shown[0]
    assert best.kind == "expert_slot"
    assert best.discipline == needs[0].discipline
    assert {person.pk for person in best.people} == {need.person_id for need in needs}
    assert best.points is not None
    assert best.points >= 5


def test_a_room_is_offered_where_rooms_are_missing(term, programme):
    factories.expert("Leïla", formats=[FormatCode.WORKSHOP])
    for _ in range(4):
        factories.need(level=Level.BLOCKING)
    hall = factories.room("Zitoun", 8)  # its half is a room too: the planner leaves it to people
    hall.parts.add(factories.room("Nana", 2))
    found = remedies_of(worked_out(ready(term, programme), programme), programme).shown
    assert found[0].kind == "room_hour"
    assert (found[0].capacity, len(found[0].people)) == (8, 4)


def test_another_way_of_working_is_offered_to_one_need(term, programme):
    need = factories.need(level=Level.BLOCKING)
    need.formats.set([factories.format(FormatCode.WORKSHOP)])
    factories.expert("Leïla")
    factories.room("Zitoun", 8)
    found = remedies_of(worked_out(ready(term, programme), programme), programme).shown
    opened = [one for one in found if one.kind == "format"]
    assert opened
    assert {one.need for one in opened} == {need}
    assert all(one.format is not None for one in opened)


def test_one_session_in_two_languages_is_one_line(term, programme, needs):
    proposal = worked_out(ready(term, programme), programme)
    lines = [
        (one.discipline, one.points, tuple(need.pk for need in one.needs))
        for one in remedies_of(proposal, programme).shown
        if one.kind == "expert_slot"
    ]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Ce qui aiderait le plus"), ("ar", "أكثر ما يساعد"), ("en", "What would help most")],
)
def test_the_page_says_it_in_words(term, programme, needs, sign_in, language, title):
    worked_out(ready(term, programme), programme)
    client = sign_in(programme)
    text = page(client, language=language)
    assert title in text
    assert needs[0].person.short_name in text
    assert title in page(client, "support:programme", language=language)


def test_the_text_to_share_names_subject_and_languages_and_nobody(term, programme, needs, sign_in):
    worked_out(ready(term, programme), programme)
    client = sign_in(programme)
    html = client.get(reverse("support:remedies") + "?lang=fr").content.decode()
    address = re.search(r'href="([^"]*look-for/[^"]*)"', html)
    assert address
    shown = client.get(address[1].replace("&amp;", "&") + "&lang=fr")
    assert "Communication" in text_of(shown)
    assert "wa.me" in shown.content.decode()
    assert "mailto:" in shown.content.decode()
    assert not any(need.person.first_name in text_of(shown) for need in needs)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "&discipline=nothing&language=fr",
        "&discipline=finance",
        "&discipline=finance&language=x",
    ],
)
def test_a_text_for_nothing_we_know_is_not_there(term, programme, sign_in, query):
    factories.discipline()
    response = sign_in(programme).get(reverse("support:look-for") + f"?lang=fr{query}")
    assert response.status_code == 404


# What is confidential


@pytest.fixture
def sealed(term):
    """A confidential need nobody can answer; the rest is answered."""
    factories.room("Nana", 3, is_confidential=True)
    return factories.need(
        factories.resident("Emna"),
        code="communication",
        level=Level.BLOCKING,
        is_confidential=True,
        words="Je n’en peux plus",
    )


def test_a_confidential_need_is_an_appointment_to_who_may_read_it(term, programme, sealed, sign_in):
    proposal = worked_out(ready(term, programme), programme)
    shown = remedies_of(proposal, programme).shown
    assert shown
    assert all(one.discipline is None and not one.named for one in shown)
    text = page(sign_in(programme))
    assert "rendez-vous confidentiel" in text
    for word in ("Emna", "n’en peux plus", "Communication"):
        assert word not in text


def test_a_confidential_need_is_nothing_to_who_may_not(term, programme, colleague, sealed, sign_in):
    worked_out(ready(term, programme), programme)
    client = sign_in(colleague)
    for name in ("support:remedies", "support:programme"):
        text = page(client, name)
        for word in ("Emna", "confidentiel de plus", "Communication", "1 personne obtiendrait"):
            assert word not in text


def test_a_confidential_need_is_opened_to_no_other_way_of_working(term, programme, sealed):
    factories.expert("Asma", "communication", formats=[FormatCode.WORKSHOP])
    proposal = worked_out(ready(term, programme), programme)
    assert not [one for one in proposal.remedies["changes"] if one["kind"] == "format"]


def test_points_that_count_a_need_out_of_sight_are_not_shown(term, programme, colleague, needs):
    proposal = worked_out(ready(term, programme), programme)
    change = proposal.remedies["changes"][0]
    hidden = factories.need(code="communication", is_confidential=True)
    change["needs"].append(hidden.pk)
    proposal.save()
    theirs = remedies_of(proposal, colleague).shown
    mine = remedies_of(proposal, programme).shown
    assert [one.points for one in theirs if one.points is None] == [None]
    assert all(one.points is not None for one in mine)
    assert all(hidden not in one.needs for one in theirs)
    assert all(hidden.person not in one.named for one in mine)


# Where it stands


def test_never_asked_it_offers_a_button_and_one_press_is_one_run(term, programme, needs, sign_in):
    proposal = ready(term, programme)
    client = sign_in(programme)
    assert "Chercher ce qui aiderait" in page(client)
    for _ in range(2):
        assert ask(client, proposal).url == reverse("support:remedies")
    proposal.refresh_from_db()
    assert proposal.remedies_state == RunState.QUEUED
    assert "Recherche en cours" in page(client)
    fragment = client.get(reverse("support:remedies"), headers={"HX-Request": "true"})
    assert "Recherche en cours" in text_of(fragment)
    assert "<html" not in fragment.content.decode()
    compute_remedies(proposal, work=WORK)
    fragment = client.get(reverse("support:remedies"), headers={"HX-Request": "true"})
    assert fragment.headers["HX-Refresh"] == "true"


def test_a_change_since_is_said(term, programme, needs, sign_in):
    proposal = worked_out(ready(term, programme), programme)
    client = sign_in(programme)
    assert "ont changé depuis" not in page(client)
    factories.need(level=Level.USEFUL)
    assert remedies_of(proposal, programme).is_outdated
    assert "ont changé depuis" in page(client)
    assert "Dernière recherche" in page(client, "support:programme")  # the list itself says more


def test_steps_that_move_nothing_leave_it_fresh(term, programme, colleague, needs):
    session = factories.session(
        of=term, by=factories.expert("Olfa"), needs=[factories.need()], is_by_hand=True
    )
    proposal = worked_out(ready(term, programme), programme)
    Session.objects.filter(pk=session.pk).update(state=SessionState.ASKED)
    assert not remedies_of(proposal, colleague).is_outdated


def test_a_run_without_a_sign_of_life_can_be_asked_again(term, programme, needs, sign_in, clock):
    proposal = ready(term, programme)
    client = sign_in(programme)
    ask(client, proposal)
    clock.shift(timedelta(seconds=61))
    assert "Recherche en cours" in page(client)  # it waits for its turn
    Proposal.objects.filter(pk=proposal.pk).update(remedies_state=RunState.COMPUTING)
    assert "n'a pas abouti" in page(client).replace("’", "'")
    assert ask_remedies(proposal=proposal, by=programme)
    clock.shift(timedelta(minutes=11))
    assert "n'a pas abouti" in page(client).replace("’", "'")
    assert ask_remedies(proposal=proposal, by=programme)


def test_a_run_that_fails_says_so_and_leaves_the_list_before_it(
    term, programme, needs, sign_in, settings, tmp_path
):
    proposal = worked_out(ready(term, programme), programme)
    before = proposal.remedies
    ask_remedies(proposal=proposal, by=programme)
    settings.BASE_DIR = tmp_path  # there is no planner there
    compute_remedies(proposal)
    proposal.refresh_from_db()
    assert (proposal.remedies_state, proposal.remedies) == (RunState.FAILED, before)
    assert "n'a pas abouti" in page(sign_in(programme)).replace("’", "'")


def test_nothing_that_helps_is_said_kindly(term, programme, sign_in):
    factories.need(level=Level.BLOCKING)  # answered: nothing is left to help
    factories.expert("Leïla", formats=[FormatCode.INDIVIDUAL])
    factories.room("Zitoun", 8)
    worked_out(ready(term, programme), programme)
    assert "Aucun petit changement" in page(sign_in(programme))


def test_without_a_proposal_it_says_what_comes_first(term, programme, sign_in):
    assert "Aucun programme n'est encore proposé" in page(sign_in(programme)).replace("’", "'")


# Two tabs, wrong addresses


def test_an_older_proposal_and_one_not_ready_are_refused(term, programme, needs, sign_in):
    old = ready(term, programme)
    ready(term, programme)
    with pytest.raises(Refused):
        ask_remedies(proposal=old, by=programme)
    client = sign_in(programme)
    response = client.post(
        reverse("support:remedies-ask", kwargs={"key": old.key}) + "?lang=fr", follow=True
    )
    assert "proposé à nouveau entre-temps" in text_of(response)
    old.refresh_from_db()
    assert old.remedies_state == ""
    waiting, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    with pytest.raises(Refused):
        ask_remedies(proposal=waiting, by=programme)


def test_who_does_not_propose_reads_and_does_not_ask(term, programme, needs, sign_in):
    proposal = worked_out(ready(term, programme), programme)
    client = sign_in(factories.person("Rania", roles=[Role.RECEPTION]))
    assert "Chercher à nouveau" not in page(client)
    assert ask(client, proposal).status_code == 403


def test_a_programme_that_waits_is_not_kept_waiting(term, programme, needs):
    """Somebody proposes again: the worker is free for it, and the new one gets its own list."""
    proposal = ready(term, programme)
    ask_remedies(proposal=proposal, by=programme)
    ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    compute_remedies(proposal)
    proposal.refresh_from_db()
    assert (proposal.remedies_state, proposal.remedies) == ("", {})


def test_a_programme_whose_task_was_lost_keeps_no_list_waiting(term, programme, needs, clock):
    proposal = ready(term, programme)
    ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    clock.shift(timedelta(seconds=31))
    worked_out(proposal, programme)


def test_the_list_takes_the_same_queries_at_two_sizes(term, programme, sign_in):
    client = sign_in(programme)
    counts = []
    for _ in range(2):
        for code in ("communication", "law", "pitch"):
            factories.need(code=code, level=Level.BLOCKING)
        proposal = Proposal.objects.create(
            term=term, state=RunState.READY, finished_at=timezone.now(),
            solution={"points": 5, "bound": 6, "unmet": {}},
        )  # fmt: skip
        factories.room()
        worked_out(proposal, programme)
        found = []
        for name in ("support:remedies", "support:programme"):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
