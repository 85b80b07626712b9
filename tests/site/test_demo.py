"""The demonstration hub: true counts, one story whatever the day, nothing of a real person, pages
that open. Laid once for the module at the frozen clock."""

import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from elspace.agenda.models import Occasion
from elspace.hub.models import Discipline
from elspace.needs.actions import state_need
from elspace.needs.enums import Level, State
from elspace.needs.models import Need, OtherAnswer, Workshop
from elspace.needs.queries import answered_of, missing_numbers
from elspace.needs.queries.board import totals
from elspace.outbox.enums import Channel
from elspace.outbox.models import Message
from elspace.outbox.queries import to_send_by_hand
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.people.queries import link_of
from elspace.site.demo.completing import WORK
from elspace.site.demo.keys import key_of
from elspace.site.demo.laying import lay
from elspace.site.demo.sign_ins import LINKS, PASSWORD, SIGN_INS, lines
from elspace.site.queries.at_hand import AtHand
from elspace.site.queries.decisions import decisions_for
from elspace.site.queries.now import now_and_next
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.enums import Preset, RunState, SessionState
from elspace.support.models import Expert, Proposal, Session
from elspace.support.planning.running import run_planner
from elspace.support.queries.comparing import comparable
from elspace.support.queries.programme import ready_proposal
from elspace.support.queries.remedies import remedies_of
from elspace.support.queries.terms import current_term, week_of_term
from elspace.trust.models import AuditLine, Consent, Purpose
from elspace.ventures.models import Venture
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def laid(django_db_setup, django_db_blocker):
    """The demonstration, laid once; taken away after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            lay()
        yield
        transaction.set_rollback(True)


def one(code: str) -> Person:
    return Person.objects.get(key=key_of(code))


def everything() -> dict[str, int]:
    """How many rows of each of our tables there are."""
    models = [model for model in apps.get_models() if model.__module__.startswith("elspace.")]
    return {model._meta.label: model._default_manager.count() for model in models}


def every_text() -> str:
    """All words stored anywhere in our tables."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("elspace."):
            rows = model._default_manager.values_list()
            found += [str(value) for row in rows for value in row if value not in (None, "")]
    return "\n".join(found)


def test_the_head_of_the_needs_says_its_four_figures():
    found = totals(one("programme"))
    assert (found.needs, found.people, found.blocking, found.to_classify) == (44, 32, 17, 5)


def test_the_house_has_the_size_of_the_term():
    assert Venture.objects.count() == 18
    assert Venture.objects.exclude(name_ar="").count() == 18
    residents = Person.objects.with_role(Role.RESIDENT)
    assert residents.count() == 32
    assert residents.filter(email=None).count() == 6
    assert residents.filter(phone="").count() == 2
    assert Counter(residents.values_list("gender", flat=True)) == {
        "woman": 19, "man": 12, "unsaid": 1,
    }  # fmt: skip
    assert Expert.objects.count() == 14
    assert Discipline.objects.count() == 12


def test_needs_are_in_all_states_with_true_histories():
    states = set(Need.objects.values_list("state", flat=True))
    assert states == {state.value for state in State}
    assert OtherAnswer.objects.count() == 2
    assert Need.objects.filter(state=State.DECLINED).count() == 1
    # "Not yet" and an absence: planned once, waiting again, planned for today.
    rim = Need.objects.get(key=key_of("need", "R14-finance"))
    assert [step.to_state for step in rim.steps.all()] == [
        "stated", "confirmed", "planned", "addressed", "confirmed", "planned",
    ]  # fmt: skip
    moments = [step.at for step in rim.steps.all()]
    assert moments == sorted(moments)
    assert moments[0] < NOW - timedelta(weeks=4)
    for need in Need.objects.prefetch_related("steps"):
        assert need.steps.all()[0].at == need.stated_at <= NOW


def test_the_term_began_with_a_workshop_of_phones_and_slips():
    workshop = Workshop.objects.get()
    assert answered_of(workshop).people == 6
    assert sorted(
        Need.objects.exclude(slip__number=None).values_list("slip__number", flat=True)
    ) == [2, 4, 4, 7]
    assert missing_numbers(workshop) == [9]


def test_audit_lines_are_dated_by_what_they_tell():
    moments = list(AuditLine.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= NOW
    assert len({moment.date() for moment in moments}) > 20


def test_today_lies_in_the_sixth_week_and_something_comes_next():
    assert week_of_term(current_term(), timezone.localdate()) == 5
    at_hand = AtHand.load()
    (now,) = now_and_next(at_hand.to_come, at_hand.now)
    assert (now.invited, now.coming, now.is_on) == (6, 4, False)


def test_the_day_begins_with_its_decisions_and_nine_messages():
    programme = one("programme")
    with override("fr"):
        told = " ".join(f"{fact.title} {fact.reason}" for fact in decisions_for(programme))
    for words in ("Sonia Ghachem", "à 8:20", "Olfa Zekri", "Aïd el-Fitr (provisoire)", "5 besoins"):
        assert words in told
    cards = to_send_by_hand(programme)
    assert len(cards) == 9
    assert sum(card.way == Channel.CALL for card in cards) == 2
    assert Message.objects.filter(state="sent").count() > 40


def test_sessions_stand_where_the_table_puts_them():
    by_people = Session.objects.filter(proposal=None)
    states = Counter(by_people.values_list("state", flat=True))
    assert states == {
        "held": 3, "moved": 1, "announced": 5, "confirmed": 1, "asked": 1, "proposed": 2,
    }  # fmt: skip
    refused = Session.objects.get(state=SessionState.PROPOSED, cannot_at__isnull=False)
    assert refused.discipline.code == "communication"
    pitch = Session.objects.get(discipline__code="pitch")
    assert pitch.reason
    assert pitch.occasion.invitations.count() == 2


def test_the_term_was_completed_around_what_stood_and_its_reasons_are_true():
    run = Proposal.objects.first()
    assert (run.state, run.requested_by) == ("ready", one("programme"))
    assert NOW - timedelta(hours=1) < run.finished_at <= NOW
    assert run.solution["points"] == run.solution["bound"]
    again = run_planner(run.problem, work=WORK, beat=lambda _progress: True)
    assert again["points"] == run.solution["points"]
    computed = {need[1:]: why["code"] for need, why in again["unmet"].items()}
    assert {need: why["code"] for need, why in run.solution["unmet"].items()} == computed
    assert {"no_expert", "too_few_peers", "no_common_time"} <= set(computed.values())


def test_what_would_help_and_two_proposals_are_there_at_once():
    found = remedies_of(ready_proposal(current_term()), one("programme"))
    assert found.shown
    assert not found.is_outdated
    assert len(comparable(current_term())) == 2


def test_the_programme_says_who_waits_and_why(settings, sign_in):
    settings.DEMO = True  # the second factor is waived
    page = sign_in(one("programme")).get("/programme/?lang=fr&all").content.decode()
    assert "Dit ou confirmé après la dernière proposition" not in page
    for words in ("ont au moins une réponse", "aucun programme ne gagnerait", "Firas B."):
        assert words in page


def test_consents_leave_the_gap_the_funder_asks_about():
    rows = Consent.objects.filter(purpose=Purpose.NAME_TO_FUNDER)
    assert Counter(rows.values_list("given", flat=True)) == {True: 26, False: 4}


def test_nobody_real_can_be_reached_or_recognised():
    text = every_text()
    mails = set(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text))
    assert {mail for mail in mails if not mail.endswith(".example")} == {"ahla@elspace.org"}
    phones = Person.objects.exclude(phone="").values_list("phone", flat=True)
    assert all(phone.startswith("+216600") and len(phone) == 12 for phone in phones)
    assert len(phones) == len(set(phones))
    alias = one("R32")
    assert alias.is_alias
    assert (alias.last_name, alias.last_name_ar, alias.email, alias.phone) == ("", "", None, "")
    assert Need.objects.get(person=alias).is_confidential


def test_laying_twice_changes_nothing(settings):
    settings.DEMO = True
    before = everything()
    call_command("lay_demo", stdout=StringIO())
    assert everything() == before


def test_the_terminal_says_who_may_sign_in_and_every_link_opens(client):
    told = "\n".join(lines())
    for line in SIGN_INS:
        person = one(line.code)
        assert person.email in told
        assert person.check_password(PASSWORD)
        assert person.invited_at
    for line in LINKS:
        token = link_of(one(line.code)).token
        assert token in told
        assert client.get(f"/p/{token}/").status_code == 200


@pytest.mark.parametrize("code", ["R17", "R28", "R06"])
def test_people_find_their_page(client, code):
    person = one(code)
    page = client.get(f"/p/{link_of(person).token}/")
    assert page.status_code == 200
    words = [need.words for need in person.needs.all()]
    content = page.content.decode().replace("&#x27;", "'")
    assert any(said.split(".")[0] in content for said in words)


@pytest.mark.parametrize("address", ["/today/", "/needs/", "/programme/", "/people/"])
def test_pages_open_with_queries_that_do_not_grow(settings, sign_in, address):
    settings.DEMO = True  # the second factor is waived
    team: Client = sign_in(one("programme"))
    team.get(address)
    counts = []
    for more in (0, 6):
        for number in range(more):
            state_need(
                person=one(f"R{number + 1:02d}"),
                words="Encore une chose",
                level=Level.IMPORTANT,
                key=None,
                by=one("programme"),
            )
        with CaptureQueriesContext(connection) as asked:
            page = team.get(address)
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_public_home_shows_what_comes_next(client):
    content = client.get("/ar/").content.decode()
    assert "قولوا ما ينقصكم" in content
    assert "لقاء: العدالة المناخية" in content


def test_no_two_take_one_room():
    taken = list(
        Occasion.objects.filter(booking__state="booked").values_list(
            "booking__space", "start_at", "end_at"
        )
    )
    for place, (room, start, end) in enumerate(taken):
        for other, first, last in taken[place + 1 :]:
            assert room != other or end <= first or last <= start


def test_a_programme_can_be_proposed():
    proposal, _is_new = ask_proposal(
        term=current_term(), preset=Preset.BALANCED, by=one("programme")
    )
    compute_proposal(proposal)
    proposal.refresh_from_db()
    assert proposal.state == RunState.READY
    assert proposal.solution["gap"] <= 0.02
    assert proposal.sessions.count() >= 5
