"""Partager: a text short enough, a picture and a PDF that draw, and nothing of anybody in them."""

from datetime import date, time, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.utils.translation import override
from PIL import Image

from elspace.core.paper import OwnFiles, pdf_of
from elspace.hub.enums import FormatCode
from elspace.people.enums import Role
from elspace.people.models import RoleGrant
from elspace.site.queries.sharing import sheet_of_session, sheet_of_term, sheet_of_week
from elspace.site.sharing import LONGEST, text_of
from elspace.support.enums import SessionState
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 2, 22)
ADDRESS = "https://elspace.example/fr/"


@pytest.fixture
def naima(hub):
    return factories.resident("Naïma", last_name="Hlaoui")


def announced(who, *, on=MONDAY, by=None, **fields):
    values = {
        "state": SessionState.ANNOUNCED,
        "announced_at": NOW,
        "where": factories.room("Zitoun"),
    }
    return factories.session(
        on=on, needs=[factories.need(who, words="Mes dettes")], by=by, **(values | fields)
    )


def week():
    return sheet_of_week(MONDAY + timedelta(days=3))


def test_only_what_is_announced_is_shared(naima):
    kept = announced(naima)
    for state in SessionState:
        if state != SessionState.ANNOUNCED:
            announced(naima, state=state)
    announced(naima, is_confidential=True)
    announced(naima, format=factories.format(FormatCode.INDIVIDUAL))
    announced(naima, on=MONDAY + timedelta(days=7))
    assert [line.start_at for line in week().lines] == [kept.occasion.start_at]
    assert len(sheet_of_term(kept.term, since=NOW.date()).lines) == 2


def test_a_text_names_the_expert_and_nobody_else(naima):
    announced(naima, by=factories.expert("Leïla"))
    with override("fr"):
        text = text_of(week(), hub="El Space", address=ADDRESS)
    assert "Leïla" in text
    assert "Zitoun" in text
    assert "lundi 22 février 10:30" in text
    assert text.endswith(ADDRESS)
    assert [word for word in ("Naïma", "Hlaoui", "dettes") if word in text] == []


def test_an_expert_who_is_also_a_resident_is_not_named(naima):
    expert = factories.expert("Youssef")
    RoleGrant.objects.create(person=expert.person, role=Role.RESIDENT, from_on=date(2026, 1, 1))
    announced(naima, by=expert)
    assert week().lines[0].with_whom == ""


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("count", [0, 1, 7, 25])
def test_a_text_is_never_longer_than_a_status_shows(naima, language, count):
    for index in range(count):
        announced(
            naima,
            at=time(8 + index // 2, 30 * (index % 2)),
            by=factories.expert("Mohamed Ali Abderrahmane"),
            title="Ouvrir sa page de vente et répondre à la première commande",
        )
    with override(language):
        text = text_of(week(), hub="El Space", address=ADDRESS)
    assert len(text) <= LONGEST
    assert text.endswith(ADDRESS)


def test_the_version_grows_when_something_changes(naima, clock):
    session = announced(naima)
    before = week().version
    clock.move_to(NOW + timedelta(hours=1))
    announced(naima, at=time(14), announced_at=NOW + timedelta(hours=1))
    assert week().version == before + 1
    assert sheet_of_session(session.key).version == before


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_picture_is_1080_by_1350_and_the_pdf_one_a4(naima, programme, sign_in, language):
    for hour in range(8, 15):
        announced(naima, at=time(hour), title="Un titre très long qui ne tient pas sur une ligne")
    client = sign_in(programme)
    png = client.get(f"/share/week/{MONDAY}/{language}.png")
    assert Image.open(BytesIO(png.content)).size == (1080, 1350)
    pdf = pypdfium2.PdfDocument(client.get(f"/share/week/{MONDAY}/{language}.pdf").content)
    assert (len(pdf), [round(side) for side in pdf[0].get_size()]) == (1, [595, 842])
    text = pdf[0].get_textpage().get_text_range()
    assert "Naïma" not in text
    assert "10:00" in text


def test_a_picture_is_one_page_with_its_foot(naima, programme, sign_in):
    """The PDF behind the picture: everything on its first page, the address too."""
    from elspace.site.views.sharing import _drawn

    for hour in range(8, 16):
        announced(naima, at=time(hour), title="Un titre très long qui ne tient pas sur une ligne")
    for language in ("fr", "ar"):
        with override(language):
            sheet = week()
            assert [len(lines) for lines in sheet.pictures] == [7, 1]
            document = pypdfium2.PdfDocument(pdf_of(_drawn(sheet, "png", 1, language)))
        assert len(document) == 1
        assert "El Space" in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x.css", "file:///etc/passwd", "own:../settings.py", "x.css"]
)
def test_drawing_fetches_our_own_files_only(address):
    with pytest.raises(Exception, match=r"own files|suspicious|outside|base path"):
        OwnFiles().fetch(address)
    assert OwnFiles().fetch("own:core/sheet.css").read(5) is not None


@pytest.mark.parametrize(
    "path",
    [
        "week/2027-13-01/",
        "week/x/",
        "day/2027-02-22/",
        "session/00000000-0000-4000-8000-000000000000/",
        "term/x/",
        "week/2027-02-22/de.png",
        "week/2027-02-22/fr.exe",
    ],
)
def test_what_does_not_exist_is_not_found(programme, sign_in, path):
    assert sign_in(programme).get(f"/share/{path}").status_code == 404


def test_the_page_asks_the_same_number_of_queries_for_few_and_many(naima, programme, sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = sign_in(programme), []
    for hours in (range(8, 10), range(10, 18)):
        for hour in hours:
            announced(naima, at=time(hour), by=factories.expert())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/share/week/{MONDAY}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
