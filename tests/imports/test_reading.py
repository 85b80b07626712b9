"""Files become sheets of clean texts, or one sentence says why not."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from elspace.core.answers import Refused
from elspace.imports import reading, workbooks
from elspace.imports.reading import letter, read_file
from tests.imports.files import saved, text_file, workbook

ROWS = [["Prénom", "Téléphone"], ["Leïla", "60 000 001"], ["أمينة", "60 000 002"]]


def texts(name: str, content: bytes) -> list[list[str]]:
    return [row.texts for sheet in read_file(name, content) for row in sheet.rows]


def notes(content: bytes) -> dict[str, str]:
    found = read_file("f.xlsx", content)
    return {note.code: note.values.get("value", "") for sheet in found for note in sheet.notes}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_file_is_read_whatever_its_delimiter(encoding, delimiter):
    assert texts("f.csv", text_file(ROWS, delimiter=delimiter, encoding=encoding)) == ROWS


def test_text_file_of_western_windows_is_read():
    rows = [["Prénom", "Besoin"], ["Hélène", "où vendre à l'étranger"]]
    assert texts("f.csv", text_file(rows, encoding="cp1252")) == rows


def test_delimiters_inside_cells_stay():
    rows = [["Prénom", "Demi-journées oui"], ["Leïla", "mar. matin; jeu. soir"]]
    assert texts("f.csv", text_file(rows)) == rows


def test_rows_keep_the_numbers_the_spreadsheet_shows():
    content = workbook(R=[["Prénom"], [], [None], ["Leïla"]])
    assert [row.number for row in read_file("f.xlsx", content)[0].rows] == [1, 4]
    content = b"Pr\xc3\xa9nom;Nom\r\n\r\nLe\xc3\xafla;B\r\n"
    assert [row.number for row in read_file("f.csv", content)[0].rows] == [1, 3]


def test_cells_that_look_like_formulas_are_texts():
    book = Workbook()
    book.active.append(["Prénom", "Besoin"])
    book.active.append(["Leïla", None])
    cell = book.active.cell(2, 2)
    cell.value = "=1+1 et alors"
    cell.data_type = "s"
    assert texts("f.xlsx", saved(book))[1] == ["Leïla", "=1+1 et alors"]
    assert texts("f.csv", text_file([["Prénom", "Nom"], ["@Leïla", "-B"]]))[1] == ["@Leïla", "-B"]


def test_formula_without_result_is_a_fault_with_its_place():
    book = Workbook()
    book.active.append(["Prénom", "Nom"])
    book.active.append(["Leïla", "=A2"])
    fault = read_file("f.xlsx", saved(book))[0].faults[0]
    assert (fault.code, fault.row, fault.column) == ("formula_empty", 2, "B")


def test_formula_with_result_is_read_and_said():
    book = Workbook()
    book.active.append(["Prénom", "Nom"])
    book.active.append(["Leïla", "=A2"])
    inside = zipfile.ZipFile(io.BytesIO(saved(book)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in inside.infolist():
            data = inside.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    b'<c r="B2"><f>A2</f><v /></c>', b'<c r="B2" t="str"><f>A2</f><v>Ben</v></c>'
                ).replace(
                    b'<c r="B2"><f>A2</f><v></v></c>', b'<c r="B2" t="str"><f>A2</f><v>Ben</v></c>'
                )
            made.writestr(part.filename, data)
    assert texts("f.xlsx", out.getvalue())[1] == ["Leïla", "Ben"]
    assert notes(out.getvalue()) == {"formulas": "B2"}


def test_merged_cells_count_for_each_row_and_are_said():
    book = Workbook()
    for row in (["Prénom", "Besoin"], ["Leïla", "un"], [None, "deux"], ["Omar", "trois"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert [row[0] for row in texts("f.xlsx", saved(book))[1:]] == ["Leïla", "Leïla", "Omar"]
    assert notes(saved(book)) == {"merged": "A2:A3"}


def test_hidden_sheet_is_left_out_and_said():
    book = Workbook()
    book.active.append(["Prénom"])
    book.active.append(["Leïla"])
    hidden = book.create_sheet("vieux")
    hidden.append(["Prénom"])
    hidden.sheet_state = "hidden"
    assert texts("f.xlsx", saved(book)) == [["Prénom"], ["Leïla"]]
    assert "hidden_sheet" in notes(saved(book))


def test_marks_null_bytes_and_forced_directions_are_taken_out_and_said():
    bad = "<script>x</script><b>Le\u202eï\0la</b>"
    content = text_file([["Prénom", "Besoin"], [bad, "prix < 20 et > 5"]])
    assert texts("f.csv", content)[1] == ["xLeïla", "prix < 20 et > 5"]
    assert notes(content) == {"marks": "A2"}


def test_letters_of_columns():
    assert [letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


ENCRYPTED = reading.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\n\n;;;\n", "empty"),
        (text_file([["Prénom", "Nom"]]), "headers only"),
        (workbook(R=[["Prénom"]]), "headers only"),
        (b"%PDF-1.7 x", "not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a spreadsheet"),
        (bytes(range(32)) * 40, "not a spreadsheet"),
        (zipped(hello=b"x"), "not a spreadsheet"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "not a spreadsheet"),
        (reading.OLE + b"\0" * 600, "old kind"),
        (ENCRYPTED, "password"),
        (workbook(R=[["Prénom"], ["x"]])[:-400], "damaged"),
        (zipped(**{"xl__workbook.xml": b"<broken"}), "damaged"),
        (zipped(**{"xl__workbook.xml": b"0" * (workbooks.MOST_UNPACKED + 1)}), "100 MB"),
        (b"a" * (reading.MOST_BYTES + 1), "10 MB"),
        (text_file([["Prénom"], *(["x"] for _ in range(20_001))]), "20000 rows"),
        (text_file([["Prénom", *("x" for _ in range(200))], ["a"] * 3]), "200 columns"),
        (workbook(R=[["Prénom"], [*[None] * 200, "x"]]), "200 columns"),
        (text_file([["Prénom", "Nom"], ["x" * 140_000, "y"]]), "quotation"),
    ],
    ids=range(20),
)
def test_what_cannot_be_read_is_said_in_a_sentence(content, said):
    from django.utils.translation import override

    with override("en"), pytest.raises(Refused) as refused:
        read_file("f.xlsx", content)
    assert said in str(refused.value.reason)


def test_size_a_file_says_of_itself_is_not_believed():
    content = workbook(R=[["Prénom", "Nom"], ["Leïla", "B"], ["Omar", "C"]])
    inside = zipfile.ZipFile(io.BytesIO(content))
    parts = {part.filename: inside.read(part) for part in inside.infolist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:B3"', b'ref="A1:A1"')
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    assert len(texts("f.xlsx", zipped(**parts))) == 3


def test_an_old_spreadsheet_is_refused_with_how_to_save_it_anew():
    with pytest.raises(Refused) as refused:
        read_file("liste.xls", reading.OLE + b"\0" * 600)
    assert "Enregistrer sous" in str(refused.value)
    assert ".xlsx" in str(refused.value)
