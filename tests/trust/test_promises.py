"""The five promises, each kept by a test. What belongs to one app is also tested there."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

import elspace
from elspace.hosting.models import Occupancy
from elspace.needs.enums import Level, State
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.people.permissions import ROLE_PERMISSIONS
from elspace.site.queries.people import people_rows
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.actions.sessions import ask_sessions
from elspace.support.enums import WEIGHTS, Preset, SessionState, Weights
from elspace.support.models import Session
from elspace.support.queries.sessions import coming_of_person
from elspace.trust.actions import state_consent
from elspace.trust.models import Consent, Purpose
from tests import factories
from tests.personas import PAGES, world

pytestmark = pytest.mark.django_db
HOUSE = Path(elspace.__file__).parent


# 1. Asking for help never counts against you


def test_what_counts_in_a_proposal_is_the_need_and_a_first_answer_only():
    assert set(Weights.__dataclass_fields__) == {"blocking", "important", "useful", "first"}
    assert all(min(vars(weights).values()) > 0 for weights in WEIGHTS.values())


def test_people_stand_in_the_order_of_their_names_however_often_they_asked(hub):
    names = ["Amal", "Naïma", "Salma"]
    for name, asked in zip(names, (0, 9, 2), strict=True):
        person = factories.resident(name)
        for _need in range(asked):
            factories.need(person, level=Level.BLOCKING)
    assert [person.first_name for person in people_rows("", "residents")] == names


# 2. No grades and no ranking of people


def test_no_model_grades_a_person():
    grading = re.compile(r"rating|score|rank|grade|stars|points|reliab|^rate$|_rate$")
    allowed = {
        ("support", "rate"),  # dinars an hour an expert asks, not a grade
        ("billing", "rate"),  # of a tax
        ("billing", "vat_rate"),
        ("billing", "rank"),  # which reminder of a month it is
    }
    found = {
        (model._meta.app_label, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("elspace.")
        for field in model._meta.local_fields
        if grading.search(field.name)
    }
    assert found <= allowed


def test_no_list_of_people_is_sorted_by_a_count_of_theirs():
    source = "".join(p.read_text() for p in (HOUSE / "site").rglob("*.py"))
    source += "".join(p.read_text() for p in (HOUSE / "people").rglob("*.py"))
    assert re.findall(r'order_by\(\s*"-?(?:n_|count|num_|needs|sessions|absences)', source) == []


# 3. You know who reads and who has read


def test_whoever_opens_words_on_a_persons_page_is_named_to_the_person(hub, sign_in):
    salma = factories.resident("Salma", email="s@x.example", password="trois mots longs")
    need = factories.need(salma)
    reader = factories.person("Rim", roles=[Role.RECEPTION])
    sign_in(reader).get(reverse("site:person", args=[salma.key]))
    readings = dict(sign_in(salma).get(reverse("site:readers")).context["readings"])
    assert [reading.reader for reading in readings[need]] == [reader]


# 4. The team decides, not the computer: kept in tests/support (a proposal holds nothing until
# somebody accepts it) and here: no permission to decide is given to anything but a person's role


def test_nothing_but_people_in_roles_decides():
    assert all(isinstance(role, Role) for role in ROLE_PERMISSIONS)
    deciding = {"support.announce_session", "support.change_session", "support.propose_programme"}
    machine_like = {Role.FUNDER, Role.RESIDENT, Role.MEMBER, Role.EXPERT}
    assert not any(deciding & ROLE_PERMISSIONS[role] for role in machine_like)


def test_a_computed_programme_is_only_a_proposal_until_somebody_presses(programme):
    """Computed, checked and on the board: no room, no hour, no need and no message has moved."""
    term = factories.term(weeks=8)
    needs = [factories.need() for _ in range(4)]
    factories.expert()
    factories.room()
    run, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    compute_proposal(run)
    (session,) = Session.objects.all()
    assert session.state == SessionState.PROPOSED
    assert session.decided_by is None
    assert not Occupancy.objects.exists()
    assert not Message.objects.exists()
    for need in needs:
        need.refresh_from_db()
        assert need.state == State.CONFIRMED
    assert not list(coming_of_person(needs[0].person))
    ask_sessions(sessions=[session], by=programme)
    session.refresh_from_db()
    assert (session.state, session.decided_by) == (SessionState.ASKED, programme)


def test_each_session_says_why_and_what_another_hour_would_change(programme, sign_in):
    needs = [factories.need(words="Savoir mon prix") for _ in range(4)]
    session = factories.session(needs=needs, by=factories.expert("Leïla"), where=factories.room())
    page = sign_in(programme).get(
        reverse("support:session-why", kwargs={"key": session.key}), {"lang": "fr"}
    )
    text = page.content.decode()
    for word in (
        "Pourquoi cette séance",
        "4 personnes avancent",
        "Savoir mon prix",
        "Déplacer ici",
    ):
        assert word in text


# 5. No name to a funder without your consent; refusing changes nothing


def test_funder_opens_no_page_that_names_a_resident(sign_in):
    rows = world()
    resident = rows["person"]
    resident.first_name = "Nomplanté"
    resident.save()
    funder = sign_in(factories.person("Rives", roles=[Role.FUNDER]))
    # The token in an address is its person's own key; a funder holds none.
    open_to_all = [page for page in PAGES if "token" not in page.rows(rows)]
    assert len(open_to_all) > 30
    named = [
        page.name
        for page in open_to_all
        if "Nomplanté"
        in funder.get(reverse(page.name, kwargs=page.rows(rows)), follow=True).content.decode(
            errors="ignore"
        )
    ]
    assert named == []


def test_refusing_changes_nothing_but_the_statement(hub):
    salma = factories.resident("Salma")
    before = {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model is not Consent
    }
    state_consent(person=salma, purpose=Purpose.NAME_TO_FUNDER, given=False)
    after = {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model is not Consent
    }
    before["trust.AuditLine"] += 1
    assert after == before
    assert salma.has_perm("site.view_my_week")
