"""The term in one page: its figures, who sees it, what is kept, and that nobody stands in it."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elspace.agenda.enums import Presence
from elspace.agenda.models import AttendanceMark
from elspace.core.answers import Refused
from elspace.hub.governorates import NAMES, governorate_code
from elspace.insights.actions import give_page, withdraw_page, write_sentences
from elspace.insights.models import GivenPage
from elspace.insights.queries import Figures, figures_of
from elspace.needs.enums import State
from elspace.needs.models import NeedStep
from elspace.people.enums import Gender, Role
from elspace.support.enums import SessionState
from elspace.support.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(hub):
    return factories.term()


def people(number, **fields):
    return [factories.resident(**fields) for _n in range(number)]


def test_needs_by_where_they_stand(term):
    for state, number in (
        (State.VERIFIED, 6),
        (State.ADDRESSED, 5),
        (State.PLANNED, 7),
        (State.CONFIRMED, 8),
        (State.STATED, 1),
        (State.WITHDRAWN, 5),
    ):
        for _n in range(number):
            factories.need(state=state)
    found = figures_of(term).needs
    assert found.total == 32
    assert found.cells == {"settled": 6, "answered": 5, "dated": 7, "waiting": 9, "closed": 5}


def test_a_need_of_before_counts_while_it_was_open(term):
    before = timezone.now() - timedelta(days=90)
    open_one = factories.need(state=State.CONFIRMED, stated_at=before)
    closed = factories.need(state=State.VERIFIED, stated_at=before)
    for need, state in ((open_one, State.CONFIRMED), (closed, State.VERIFIED)):
        NeedStep.objects.create(need=need, to_state=state, at=before + timedelta(days=1))
    for _n in range(4):
        factories.need()
    assert figures_of(term).needs.total == 5


def test_a_past_term_says_what_was_then(term, clock):
    need = factories.need(state=State.CONFIRMED)
    NeedStep.objects.create(need=need, to_state=State.CONFIRMED)
    for one in [factories.need() for _n in range(4)]:
        NeedStep.objects.create(need=one, to_state=State.CONFIRMED)
    clock.move_to(timezone.now() + timedelta(days=200))
    need.state = State.VERIFIED
    need.save()
    NeedStep.objects.create(need=need, to_state=State.VERIFIED)
    assert figures_of(term).needs.cells["waiting"] == 5
    assert figures_of(term).until == term.ends_on


def test_few_confidential_needs_are_not_counted_at_all(term):
    for _n in range(9):
        factories.need()
    for _n in range(4):
        factories.need(is_confidential=True)
    assert figures_of(term).needs.total == 9
    factories.need(is_confidential=True)
    assert figures_of(term).needs.total == 14


def test_why_some_wait_comes_from_the_last_plan_in_words(term):
    needs = [factories.need() for _n in range(12)]
    reasons = {
        str(need.pk): {"code": "no_expert" if place < 6 else "outranked", "facts": {}}
        for place, need in enumerate(needs)
    }
    Proposal.objects.create(
        term=term, state="ready", finished_at=timezone.now(), solution={"unmet": reasons}
    )
    found = figures_of(term).waiting
    assert (found.total, found.cells["expert"], found.cells["hours"]) == (12, 6, 6)


def test_people_by_what_they_say_of_themselves(term):
    for who in people(9, gender=Gender.WOMAN, governorate="Tunis"):
        factories.need(who)
    for who in people(6, gender=Gender.MAN, governorate="صفاقس"):
        factories.need(who)
    for who in people(2, gender=Gender.UNSAID, governorate="Gabes"):
        factories.need(who)
    found = figures_of(term)
    assert found.people == 17
    assert found.gender.cells == {"woman": 9, "man": None, "unsaid": None}
    assert found.governorates.cells == {"tunis": 9}
    assert found.governorates.hidden == 8


def test_sessions_visits_and_shares(term):
    expert = factories.expert("Leïla")
    for place, code in enumerate(["workshop", "workshop", "lecture", "peer_group"]):
        needs = [factories.need(who) for who in people(2)]
        held = factories.session(
            of=term,
            on=date(2027, 1, 12 + place),
            needs=needs,
            by=expert,
            state=SessionState.HELD,
            format=factories.format(code),
        )
        for need in needs:
            AttendanceMark.objects.create(
                occasion=held.occasion, person=need.person, presence=Presence.PRESENT
            )
    factories.session(of=term, state=SessionState.CONFIRMED)
    found = figures_of(term)
    assert (found.sessions, found.minutes, found.visits) == (4, 360, 8)
    assert found.learning == {"theory": 90, "practice": 180, "peer": 90}
    assert found.lively_share == 75
    assert found.experts is None  # one


def test_figures_cost_the_same_queries_whatever_the_term_holds(term):
    counts = []
    for number in (2, 12):
        needs = [factories.need(who) for who in people(number)]
        factories.session(of=term, needs=needs, state=SessionState.HELD, on=date(2027, 1, 12))
        with CaptureQueriesContext(connection) as queries:
            figures_of(term)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_governorate_is_known_in_its_spellings():
    assert len(NAMES) == 24
    for code, names in NAMES.items():
        assert [governorate_code(name) for name in (*names, names[0].upper())] == [code] * 3
    assert governorate_code("Sidi Bou Zid") == "sidi-bouzid"
    assert governorate_code("9abes") == "gabes"
    assert governorate_code("Paris") == governorate_code("") == ""


# Given out, and found again.


def test_a_page_given_out_stays_as_it_was(term, programme, sign_in):
    for _n in range(6):
        factories.need(words="Un besoin à moi", state=State.CONFIRMED)
    write_sentences(
        term=term, language="fr", first="Une phrase.", second="", third="", by=programme
    )
    page = give_page(term=term, by=programme, key=uuid.uuid4())
    for _n in range(3):
        factories.need()
    write_sentences(term=term, language="fr", first="Autre.", second="", third="", by=programme)
    page.refresh_from_db()
    assert Figures.kept(page.figures).needs.total == 6
    shown = sign_in(None).get(reverse("insights:given", args=[page.key]) + "?lang=fr")
    assert "Une phrase." in shown.content.decode()
    assert "Autre." not in shown.content.decode()


def test_a_page_given_out_twice_by_one_press_is_one(term, programme):
    key = uuid.uuid4()
    first = give_page(term=term, by=programme, key=key)
    assert give_page(term=term, by=programme, key=key) == first
    assert give_page(term=term, by=programme, key=uuid.uuid4()).version == 2


def test_what_is_kept_holds_nothing_under_the_mask(term, programme):
    for who in people(7, gender=Gender.WOMAN, governorate="Tunis"):
        factories.need(who)
    factories.need(factories.resident("Naïma", gender=Gender.MAN, governorate="Siliana"))
    figures = give_page(term=term, by=programme, key=uuid.uuid4()).figures
    assert "siliana" not in str(figures)
    assert figures["gender"]["cells"] == {"woman": None, "man": None, "unsaid": None}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_nobody_and_nothing_said_stands_on_the_page(term, programme, sign_in, language):
    naima = factories.resident("Naïmatest", last_name="Planté", phone="+21620123456")
    need = factories.need(naima, words="Parole plantée")
    factories.session(of=term, needs=[need], by=factories.expert("Leïlatest"), title="Titre planté")
    page = give_page(term=term, by=programme, key=uuid.uuid4())
    shown = sign_in(None).get(reverse("insights:given", args=[page.key]) + f"?lang={language}")
    text = shown.content.decode()
    for planted in ("Naïmatest", "Planté", "planté", "20123456", "Leïlatest"):
        assert planted not in text
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_pdf_is_one_page(term, programme, sign_in, language):
    import pypdfium2

    for place, (french, _arabic) in enumerate(NAMES.values()):
        for who in people(5 + place % 2, governorate=french, gender=Gender.WOMAN):
            factories.need(who, state=State.CONFIRMED)
    for number in ("first", "second", "third"):
        texts = {"first": "", "second": "", "third": ""} | {number: "mot " * 59}
    write_sentences(
        term=term, language=language, **dict.fromkeys(texts, ("mot " * 59).strip()), by=programme
    )
    page = give_page(term=term, by=programme, key=uuid.uuid4())
    answer = sign_in(None).get(reverse("insights:given-pdf", args=[page.key, language]))
    assert answer["Content-Type"] == "application/pdf"
    assert len(pypdfium2.PdfDocument(answer.content)) == 1


def test_a_sentence_that_names_somebody_is_refused_and_kept_on_the_page(term, programme, sign_in):
    factories.person("Naïma", "Hlaoui")
    with pytest.raises(Refused):
        write_sentences(
            term=term,
            language="fr",
            first="Merci à Naima HLAOUI.",
            second="",
            third="",
            by=programme,
        )
    typed = {"first": "Merci à Naima HLAOUI.", "second": "Bien.", "third": ""}
    answer = sign_in(programme).post(reverse("insights:sentences", args=[term.key]), typed)
    assert answer.status_code == 422
    assert "Merci à Naima HLAOUI." in answer.content.decode()


def test_the_team_page_gives_and_lists_what_was_given(term, programme, sign_in):
    client = sign_in(programme)
    address = reverse("insights:give", args=[term.key])
    key = str(uuid.uuid4())
    for _press in range(2):
        assert client.post(address, {"key": key}).status_code == 302
    page = GivenPage.objects.get()
    shown = client.get(reverse("insights:term", args=[term.key])).content.decode()
    assert reverse("insights:given", args=[page.key]) in shown


def test_a_hub_without_a_term_says_what_is_missing(hub, programme, sign_in):
    assert sign_in(programme).get(reverse("insights:latest")).status_code == 200


def test_reception_does_not_give_pages_out(term, sign_in):
    reception = factories.person("Sami", roles=[Role.RECEPTION])
    assert sign_in(reception).get(reverse("insights:term", args=[term.key])).status_code == 403


# Taken back, and held beside each other.


def test_a_page_taken_back_says_why_and_shows_no_figure(term, programme, sign_in):
    for _n in range(37):
        factories.need(state=State.CONFIRMED)
    page = give_page(term=term, by=programme, key=uuid.uuid4())
    client = sign_in(programme)
    address = reverse("insights:withdraw", args=[page.key])
    assert client.get(address).status_code == 200
    assert client.post(address, {"why": "Une  séance était comptée deux fois."}).status_code == 302
    assert client.post(address, {"why": "autre"}).status_code == 302
    for name, more in (("given", []), ("given-pdf", ["fr"])):
        shown = sign_in(None).get(reverse(f"insights:{name}", args=[page.key, *more]) + "?lang=fr")
        assert shown.status_code == 410
        assert "Une séance était comptée deux fois." in shown.content.decode()
        assert "37" not in shown.content.decode().replace(str(page.key), "")
        assert "no-store" in shown["Cache-Control"]
    listed = client.get(reverse("insights:term", args=[term.key])).content.decode()
    assert "Une séance était comptée deux fois." in listed
    assert address not in listed


def test_a_page_is_taken_back_with_a_reason_that_names_nobody(term, programme, sign_in):
    factories.person("Naïma", "Hlaoui")
    page = give_page(term=term, by=programme, key=uuid.uuid4())
    client = sign_in(programme)
    address = reverse("insights:withdraw", args=[page.key])
    assert client.post(address, {"why": "  "}).status_code == 422
    answer = client.post(address, {"why": "Demandé par Naima Hlaoui"})
    assert answer.status_code == 422
    assert "Demandé par Naima Hlaoui" in answer.content.decode()
    page.refresh_from_db()
    assert page.withdrawn_at is None


def test_a_second_page_hides_what_the_first_would_tell_of_a_few(term, programme, sign_in):
    for who in people(9, gender=Gender.WOMAN, governorate="Tunis"):
        factories.need(who)
    first = give_page(term=term, by=programme, key=uuid.uuid4())
    assert not Figures.kept(first.figures).hides_change
    factories.need(factories.resident(gender=Gender.WOMAN, governorate="Tunis"))
    found = figures_of(term)
    assert (found.people, found.needs.total, found.governorates.cells) == (None, None, {})
    assert found.hides_change
    shown = sign_in(programme).get(reverse("insights:term", args=[term.key]) + "?lang=fr")
    assert "depuis une version précédente" in shown.content.decode()
    give_page(term=term, by=programme, key=uuid.uuid4())
    for who in people(4, gender=Gender.WOMAN, governorate="Tunis"):
        factories.need(who)
    assert figures_of(term).people == 14
    assert not figures_of(term).hides_change


def test_a_page_taken_back_is_still_held_beside_the_next(term, programme):
    for who in people(9):
        factories.need(who)
    page = give_page(term=term, by=programme, key=uuid.uuid4())
    withdraw_page(page=page, why="Une erreur.", by=programme)
    factories.need()
    assert figures_of(term).people is None


def test_figures_cost_the_same_queries_whatever_was_given(term, programme):
    counts = []
    for _n in range(2):
        give_page(term=term, by=programme, key=uuid.uuid4())
        with CaptureQueriesContext(connection) as queries:
            figures_of(term)
        counts.append(len(queries))
    assert counts[0] == counts[1]
