"""The files to fill: a sheet a kind, three languages, one example left out, never a formula."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from elspace.hub.models import Discipline
from elspace.imports.cells import guarded
from elspace.imports.columns import Kind
from elspace.imports.house_columns import columns_of, header
from elspace.imports.meaning import read_meaning
from elspace.imports.reading import read_file
from elspace.imports.template_files import kinds_offered, make_csv, make_workbook
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_workbook_has_a_sheet_a_kind_whose_headers_and_example_are_understood(language, hub):
    made = make_workbook(language)
    book = load_workbook(io.BytesIO(made.content))
    assert len(book.worksheets) == len(Kind)
    for sheet, kind in zip(book.worksheets, Kind, strict=True):
        top = [cell.value for cell in sheet[1]]
        assert top == [header(column, language) for column in columns_of(kind)]
        assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
    found = read_meaning(read_file(made.name, made.content))
    assert (found.drafts, found.rooms, found.desks, found.faults) == ([], [], [], [])
    assert [note.code for note in found.notes] == ["example"] * len(Kind)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_example_is_understood_once_it_is_somebody(language, kind, hub):
    made = make_csv(language, kind)
    content = made.content.replace("Exemple\xa0: ".encode(), b"").replace(b"Example: ", b"")
    content = content.replace("مثال: ".encode(), b"")
    found = read_meaning(read_file(made.name, content))
    assert [fault.sentence for fault in found.faults] == []
    things = {Kind.ROOMS: found.rooms, Kind.DESKS: found.desks}
    assert len(things.get(kind, found.drafts)) == 1
    assert kind in things or found.drafts[0].kind == kind
    assert kind is not Kind.MEMBERS or found.drafts[0].member.price_kind == "solidarity"


def test_what_one_may_not_write_or_the_hub_does_not_use_is_not_offered(programme):
    assert kinds_offered(programme) == list(Kind)
    community = factories.person("Sonia", roles=[Role.COMMUNITY])
    assert kinds_offered(community) == [Kind.RESIDENTS, Kind.EXPERTS]
    factories.hub(modules=[])
    assert kinds_offered(programme) == [Kind.RESIDENTS, Kind.ROOMS]
    top = make_csv("fr", Kind.ROOMS).content.decode("utf-8-sig").splitlines()[0]
    assert "Prix" not in top
    top = make_csv("fr", Kind.RESIDENTS).content.decode("utf-8-sig").splitlines()[0]
    assert "Besoin" not in top


def test_template_of_what_is_switched_off_is_not_there(programme, sign_in):
    client = sign_in(programme)
    url = reverse("imports:template", args=["fr", "members"])
    assert client.get(url).status_code == 200
    factories.hub(modules=[])
    assert client.get(url).status_code == 404


def test_no_cell_of_a_template_is_a_formula():
    Discipline.objects.create(code="evil", name_fr="=1+1", name_ar="=1+1", name_en="=1+1")
    Discipline.objects.exclude(code="evil").update(is_active=False)
    book = load_workbook(io.BytesIO(make_workbook("fr").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(cell.value == "=1+1" for cell in cells)
    assert "'=1+1" in make_csv("fr", Kind.RESIDENTS).content.decode("utf-8-sig")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_is_no_formula(sign):
    assert guarded(f"{sign}A1") == f"'{sign}A1"
