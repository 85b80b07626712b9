"""The needs board: true counts, hours asked beside hours offered, one verdict in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from elspace.hub.models import SpokenLanguage
from elspace.needs.enums import Level, State
from elspace.needs.queries import BoardRow
from elspace.site.queries.needs_board import board_lines, verdict
from tests import factories

pytestmark = pytest.mark.django_db


def offered(certain=0, maybe=0, unknown=0, **by_code):
    """Hours offered, in minutes, by language code too."""
    numbers = {language.code: language.pk for language in SpokenLanguage.objects.all()}
    return {
        "certain": certain,
        "maybe": maybe,
        "unknown": unknown,
        "by_language": {
            numbers[code]: {"certain": minutes, "maybe": 0, "unknown": 0}
            for code, minutes in by_code.items()
        },
    }


@pytest.mark.parametrize(
    ("needs", "asked", "hours", "words"),
    [
        (0, {}, {"certain": 480}, "offert, pas demandé"),
        (2, {}, {}, "chaque besoin a une date"),
        (2, {"fr": 240}, {}, "personne ne peut répondre"),
        (2, {"fr": 240}, {"certain": 240, "fr": 240}, "suffit"),
        (2, {"fr": 240}, {"certain": 120, "fr": 120}, "manque 2 h en français"),
        (2, {"": 240}, {"certain": 120, "fr": 120}, "manque 2 h"),
        (2, {"fr": 240}, {"certain": 60, "maybe": 180, "fr": 60}, "manque 3 h en français"),
        (2, {"": 240}, {"certain": 60, "maybe": 180}, "suffit si 3 h se confirment"),
        (2, {"": 270}, {"certain": 0, "maybe": 0, "unknown": 270}, "suffit si 4,5 h se confirment"),
        (2, {"aeb,ar": 240}, {"certain": 480, "fr": 480}, "manque 4 h en arabe"),
    ],
)
def test_verdict_says_what_the_bars_show(needs, asked, hours, words):
    by_languages = {
        frozenset(codes.split(",")) if codes else frozenset(): minutes
        for codes, minutes in asked.items()
    }
    row = BoardRow(
        factories.discipline(),
        needs=needs,
        asked=sum(asked.values()),
        asked_by_languages=by_languages,
    )
    languages = {language.pk: language for language in SpokenLanguage.objects.all()}
    with override("fr"):
        assert verdict(row, offered(**hours), languages).words == words


def test_board_lines_leave_out_what_nobody_asks_nor_offers(hub, programme):
    factories.need(code="finance")
    factories.expert("Leïla", "software")
    lines = board_lines(programme, factories.term())
    assert [line.row.discipline.code for line in lines] == ["finance", "software"]
    assert lines[0].verdict.kind == "gap"
    assert lines[1].verdict.kind == "off"


def test_board_lines_without_a_term_still_count_what_is_asked(hub, programme):
    factories.need(code="finance")
    line = board_lines(programme, None)[0]
    assert (line.asked, line.offered) == (1.5, 0)


def test_the_board_says_how_many_of_whom(hub, programme, sign_in):
    naima = factories.resident("Naïma")
    for level in (Level.BLOCKING, Level.USEFUL):
        factories.need(naima, level=level)
    factories.need(code=None, state=State.STATED, words="Parler à la banque")
    page = sign_in(programme).get("/needs/").content.decode()
    for shown in ("3</strong> besoins de", "2</strong> personnes", "1</strong> arrête un projet"):
        assert shown in page
    assert "À classer (1)" in page
    assert "Parler à la banque" in page


def test_the_board_opens_words_and_marks_them_read(hub, programme, sign_in):
    need = factories.need(factories.resident("Naïma"), words="Mes stocks", state=State.STATED)
    client = sign_in(programme)
    assert "Mes stocks" not in client.get("/needs/").content.decode()
    page = client.get("/needs/?open=finance").content.decode()
    assert "Mes stocks" in page
    assert "Répondre autrement à Naïma" in page
    assert programme.readings.get().subject_id == need.pk


def test_an_empty_board_says_what_to_do_first(hub, programme, sign_in):
    page = sign_in(programme).get("/needs/").content.decode()
    assert "Les premiers viennent le mieux d’une conversation." in page


@pytest.mark.parametrize("address", ["/needs/", "/needs/?open=finance"])
def test_the_board_asks_the_same_number_of_queries_at_two_sizes(hub, programme, sign_in, address):
    factories.term()
    counts = []
    client = sign_in(programme)
    for more in (3, 12):
        for _each in range(more):
            factories.need(state=State.STATED)
            factories.need(code=None, state=State.STATED)
            factories.expert()
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
