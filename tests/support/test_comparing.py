"""Two proposals of a term compared in people, with confidential needs as hidden as elsewhere."""

import re
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elspace.hub.enums import FormatCode
from elspace.needs.enums import Level, State
from elspace.people.enums import Role
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.enums import Preset, RunState
from elspace.support.models import Proposal, Session
from elspace.support.queries.comparing import board_lines, compare
from elspace.support.queries.programme import board_sessions
from tests import factories

pytestmark = pytest.mark.django_db
NEVER_SAID = re.compile(r"optimal|\bscore|algorithm|couverture|plafond|clinique", re.IGNORECASE)


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


@pytest.fixture
def colleague(hub):
    return factories.person("Yassine", roles=[Role.COMMUNITY])


def kept(term):
    """The board as it stands, kept as a proposal; the board is empty again."""
    proposal = Proposal.objects.create(
        term=term,
        state=RunState.READY,
        finished_at=timezone.now(),
        solution={
            "points": 5, "bound": 6, "unmet": {}, "board": board_lines(board_sessions(term)),
        },
    )  # fmt: skip
    Session.objects.all().delete()
    return proposal


@pytest.fixture
def two(term):
    """Salma is answered in both, Amal only before, Naïma only after; Bilel changes subjects."""
    leila = factories.expert("Leïla", "finance", "law")
    salma, amal, naima = (factories.need(factories.resident(n)) for n in ("Salma", "Amal", "Naïma"))
    bilel = factories.resident("Bilel")
    finance, law = factories.need(bilel), factories.need(bilel, code="law", level=Level.BLOCKING)
    factories.session(of=term, by=leila, needs=[salma, amal, finance])
    first = kept(term)
    factories.session(of=term, by=leila, needs=[salma, naima])
    factories.session(of=term, by=leila, needs=[law], code="law")
    return first, kept(term)


def text_of(response):
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    body = re.sub(r"</?bdi[^>]*>", "", body)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ").replace("’", "'")


def page(client, *chosen, language="fr"):
    query = "".join(
        f"&{name}={key}" for name, key in zip(("first", "second"), chosen, strict=False)
    )
    response = client.get(reverse("support:compare") + f"?lang={language}{query}")
    assert response.status_code == 200
    assert not NEVER_SAID.search(text_of(response))
    return text_of(response)


def names(people):
    return [person.first_name for person in people]


def test_each_person_stands_once_where_they_belong(two, programme):
    found = compare(*two, programme)
    assert names(one.person for one in found.gain) == ["Naïma"]
    assert names(one.person for one in found.lose) == ["Amal"]
    assert names(one.person for one in found.exchange) == ["Bilel"]
    assert names(found.unchanged) == ["Salma"]
    exchanged = found.exchange[0]
    assert (exchanged.before, exchanged.after) == (90, 90)
    assert (exchanged.gained[0].discipline.code, exchanged.lost[0].discipline.code) == (
        "law", "finance",
    )  # fmt: skip


def test_the_other_way_round_gains_are_losses(two, programme):
    found = compare(*reversed(two), programme)
    assert names(one.person for one in found.gain) == ["Amal"]
    assert names(one.person for one in found.lose) == ["Naïma"]


def test_totals_and_sessions_that_differ(two, programme):
    found = compare(*two, programme)
    assert (found.first.people, found.second.people) == (3, 3)
    assert found.levels[0] == (Level.BLOCKING, 0, 1)
    assert (found.first.sessions, found.second.sessions, found.in_both) == (1, 2, 1)
    assert not found.only_first
    assert [one.discipline.code for one in found.only_second] == ["law"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "1 personne y gagne 1 personne y perd"),
        ("ar", "شخص واحد يستفيد"),
        ("en", "1 person gains 1 person loses"),
    ],
)
def test_the_page_says_it_in_words(two, programme, sign_in, language, sentence):
    client = sign_in(programme)
    assert sentence in page(client, language=language)  # by default the last two
    assert sentence in page(client, two[0].key, two[1].key, language=language)


def test_a_true_run_keeps_its_board(term, programme, sign_in):
    needs = [factories.need(level=Level.BLOCKING) for _ in range(4)]
    factories.expert("Leïla", formats=[FormatCode.WORKSHOP])
    factories.room("Zitoun", 8)
    for preset in (Preset.EVERYONE, Preset.BALANCED):
        proposal, _new = ask_proposal(term=term, preset=preset, by=programme)
        compute_proposal(proposal, work=2)
        proposal.refresh_from_db()
        assert {n for line in proposal.solution["board"] for n in line["needs"]} == {
            need.pk for need in needs
        }
    client = sign_in(programme)
    assert "Personne n'y gagne et personne n'y perd" in page(client)
    assert reverse("support:compare") in client.get(reverse("support:programme")).content.decode()


@pytest.fixture
def sealed(term):
    """Emna's appointment stands in the second proposal alone."""
    leila = factories.expert("Leïla")
    need = factories.need()
    factories.session(of=term, by=leila, needs=[need])
    first = kept(term)
    asma = factories.expert("Asma", "law")
    secret = factories.need(factories.resident("Emna"), code="law", is_confidential=True)
    factories.session(of=term, by=leila, needs=[need])
    factories.session(of=term, by=asma, needs=[secret], code="law", is_confidential=True)
    return first, kept(term)


def test_a_confidential_need_names_nobody_to_anybody(sealed, programme, colleague, sign_in):
    for reader in (programme, colleague):
        text = page(sign_in(reader))
        assert "Rendez-vous" in text
        for word in ("Emna", "Asma", "Formes juridiques", "Droit"):
            assert word not in text
    assert compare(*sealed, programme).second.people == 2
    theirs = compare(*sealed, colleague)
    assert (theirs.first.people, theirs.second.people) == (1, 1)
    mine = compare(*sealed, programme)
    assert [tuple(total) for _level, *total in theirs.levels if any(total)] == [(1, 1)]
    assert [tuple(total) for _level, *total in mine.levels if any(total)] == [(1, 2)]
    assert not theirs.gain


def test_an_alias_stays_an_alias(term, programme, sign_in):
    who = factories.resident("Yasmine-7", is_alias=True)
    kept(term)
    factories.session(of=term, by=factories.expert("Leïla"), needs=[factories.need(who)])
    kept(term)
    assert "Yasmine-7" in page(sign_in(programme))


def test_with_fewer_than_two_it_says_what_is_needed(term, programme, sign_in):
    client = sign_in(programme)
    assert "Il faut deux propositions" in page(client)
    kept(term)
    assert "Il faut deux propositions" in page(client)


def test_wrong_choices_are_answered_in_a_sentence(two, programme, sign_in):
    first, second = two
    client = sign_in(programme)
    assert "deux fois la même proposition" in page(client, first.key, first.key)

    elsewhere = kept(factories.term(name="Halfa", starts_on=date(2027, 4, 12)))
    failed = Proposal.objects.create(term=first.term, state=RunState.FAILED)
    for key in (elsewhere.key, failed.key, "nothing", "../.."):
        assert "n'est pas une proposition de ce trimestre" in page(client, key, second.key)


def test_one_that_kept_no_board_is_not_offered(two, programme, sign_in):
    old = Proposal.objects.create(
        term=two[0].term, state=RunState.READY, finished_at=timezone.now(),
        solution={"points": 1, "bound": 1, "unmet": {}},
    )  # fmt: skip
    html = sign_in(programme).get(reverse("support:compare")).content.decode()
    assert str(old.key) not in html
    assert str(two[0].key) in html


def test_it_takes_the_same_queries_at_two_sizes(term, programme, sign_in):
    client = sign_in(programme)
    counts = []
    for size in (1, 5):
        for _ in range(2):
            for _ in range(size):
                factories.session(of=term, by=factories.expert(), needs=[factories.need()])
            kept(term)
        client.get(reverse("support:compare"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("support:compare"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_figure_and_the_moment_of_the_programme_stand_beside_its_own(two, programme, sign_in):
    factories.need(factories.resident("Omar"), state=State.ADDRESSED)
    client = sign_in(programme)
    programme_says = text_of(client.get(reverse("support:programme") + "?lang=fr"))
    found = re.search(r"(\d+) personnes? sur (\d+)", programme_says)
    text = page(client)
    assert f"au moins une réponse : {found[1]} sur {found[2]}." in text
    assert "à qui une séance de la proposition donne une date" in text
    moment = re.search(r"La proposition au programme a été calculée : (.*?)\.", text)
    assert moment[1] in programme_says


NANA_TO_ZITOUN = {
    "fr": ("Salle : Nana, puis Zitoun", "même date, autre chose change"),
    "ar": ("المكان: قاعة Nana، ثمّ قاعة Zitoun", "الموعد نفسه، مع تغيير آخر"),
    "en": ("Room: Nana, then Zitoun", "same date, something else"),
}
LEILA_TO_OLFA = {
    "fr": "Avec : Leïla, puis Olfa", "ar": "مع: Leïla، ثمّ Olfa", "en": "With: Leïla, then Olfa",
}  # fmt: skip
FRENCH_TO_ARABIC = {
    "fr": "Langue : français, puis arabe",
    "ar": "اللغة: الفرنسية، ثمّ العربية الفصحى",
    "en": "Language: French, then written Arabic",
}
WORKSHOP_TO_ONE = {
    "fr": "Façon de travailler : Atelier, puis En tête-à-tête",
    "ar": "طريقة العمل: ورشة، ثمّ لقاء فردي",
    "en": "Way of working: Workshop, then One to one",
}


@pytest.fixture
def other_way(term):
    """Salma keeps her subject and her hour; all else is another one. Bilel keeps everything."""
    salma, bilel = (factories.need(factories.resident(name)) for name in ("Salma", "Bilel"))
    leila, olfa = factories.expert("Leïla"), factories.expert("Olfa")
    mehdi = factories.expert("Mehdi")
    nana, zitoun = factories.room("Nana"), factories.room("Zitoun")
    factories.session(of=term, by=leila, where=nana, needs=[salma])
    factories.session(of=term, by=mehdi, needs=[bilel])
    first = kept(term)
    other = {"language": factories.language("ar"), "format": factories.format("individual")}
    factories.session(of=term, by=olfa, where=zitoun, needs=[salma], **other)
    factories.session(of=term, by=mehdi, needs=[bilel])
    return first, kept(term)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_another_room_expert_language_or_format_is_said(other_way, programme, sign_in, language):
    text = page(sign_in(programme), language=language)
    said = (LEILA_TO_OLFA, FRENCH_TO_ARABIC, WORKSHOP_TO_ONE)
    for sentence in (*NANA_TO_ZITOUN[language], *(words[language] for words in said)):
        assert sentence in text


def test_who_keeps_the_date_with_something_else_stands_apart(other_way, programme):
    found = compare(*other_way, programme)
    assert names(one.person for one in found.other_way) == ["Salma"]
    assert names(found.unchanged) == ["Bilel"]
    assert [one.what for one in found.other_way[0].moved[0].others] == [
        "room", "expert", "language", "format",
    ]  # fmt: skip


def test_an_hour_on_the_same_day_is_another_date_and_its_room_is_said_too(term, programme):
    need, leila = factories.need(), factories.expert("Leïla")
    factories.session(of=term, by=leila, where=factories.room("Nana"), needs=[need])
    first = kept(term)
    factories.session(of=term, by=leila, at=time(14, 30), where=None, needs=[need])
    found = compare(first, kept(term), programme)
    (change,) = found.other_date
    assert change.moved[0].is_other_date
    assert [(one.before, one.after) for one in change.moved[0].others] == [("Nana", "")]


def test_who_gives_a_session_made_confidential_is_not_said(term, programme, sign_in):
    need = factories.need(factories.resident("Salma"))
    asma, leila = factories.expert("Asma"), factories.expert("Leïla")
    factories.session(of=term, by=leila, where=factories.room("Nana"), needs=[need])
    kept(term)
    quiet = factories.room("Halfa")
    factories.session(of=term, by=asma, where=quiet, needs=[need], is_confidential=True)
    kept(term)
    text = page(sign_in(programme))
    assert "Salle : Nana, puis Halfa" in text
    assert "Asma" not in text
