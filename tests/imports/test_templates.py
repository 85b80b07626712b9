"""The files to fill: two sheets, three languages, one example left out, never a formula."""

import io

import pytest
from openpyxl import load_workbook

from elspace.hub.models import Discipline
from elspace.imports.cells import guarded
from elspace.imports.headers import COLUMNS, Kind, header
from elspace.imports.meaning import read_meaning
from elspace.imports.reading import read_file
from elspace.imports.template_files import make_csv, make_workbook

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_workbook_has_two_sheets_whose_headers_and_example_are_understood(language):
    made = make_workbook(language)
    book = load_workbook(io.BytesIO(made.content))
    assert len(book.worksheets) == 2
    for sheet, kind in zip(book.worksheets, Kind, strict=True):
        top = [cell.value for cell in sheet[1]]
        assert top == [header(column, language) for column in COLUMNS[kind]]
        assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
    found = read_meaning(read_file(made.name, made.content))
    assert (found.drafts, found.faults) == ([], [])
    assert [note.code for note in found.notes] == ["example", "example"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_example_is_understood_once_it_is_somebody(language, kind):
    made = make_csv(language, kind)
    content = made.content.replace("Exemple\xa0: ".encode(), b"").replace(b"Example: ", b"")
    content = content.replace("مثال: ".encode(), b"")
    found = read_meaning(read_file(made.name, content))
    assert [fault.sentence for fault in found.faults] == []
    assert found.drafts[0].kind == kind


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
