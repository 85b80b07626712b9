"""Which sheet lists rooms, desks or members, and what its cells say, in three languages."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from elspace.hosting.enums import PriceKind
from elspace.imports.columns import Column, Kind
from elspace.imports.house_columns import OF_HOUSE, header, house_column_of
from elspace.imports.said_days import read_day
from elspace.imports.said_prices import read_dinars, read_price
from elspace.imports.sources import read_source
from tests.imports.files import document, saved, text_file, workbook
from tests.imports.house_files import DESKS, MEMBERS, ROOMS

pytestmark = pytest.mark.django_db
FRENCH = ROOMS["fr"]


def read(content: bytes, name: str = "liste.xlsx"):
    found = read_source(name, content)
    again = type(found).from_json(found.as_json())
    assert again.as_json() == found.as_json()
    return found


@pytest.mark.parametrize("language", ROOMS)
def test_rooms_are_read_in_three_languages(language):
    found = read(workbook(Feuil1=ROOMS[language]))
    assert [fault.code for fault in found.faults] == []
    first, second = found.rooms
    assert (first.shown, first.capacity) == (ROOMS[language][1][0], 12)
    assert (first.equipment, first.is_quiet, first.is_shared) == (
        ["Projecteur", "Tableau"], True, False,
    )  # fmt: skip
    assert (first.price_hour, second.price_hour, second.capacity) == ("20.500", "45.000", 40)
    assert bool(first.name_ar) is (language == "ar")


@pytest.mark.parametrize("language", MEMBERS)
def test_members_are_read_in_three_languages(language):
    found = read(workbook(Feuil1=MEMBERS[language]))
    assert [fault.sentence for fault in found.faults] == []
    said = [draft.member for draft in found.drafts]
    assert {draft.kind for draft in found.drafts} == {"members"}
    assert [draft.phone for draft in found.drafts] == [
        "+21622123456", "+21622123457", "+21622123458",
    ]  # fmt: skip
    assert [one.from_on for one in said] == ["2027-02-01", "2027-02-01", "2027-02-16"]
    assert [one.until_on for one in said] == ["", "2027-12-31", ""]
    assert [(one.price_kind, one.price) for one in said] == [
        ("", "200.000"), ("solidarity", "60.000"), ("waived", ""),
    ]  # fmt: skip
    assert said[1].payer == "Association Rives"


SHAPES = {
    "title rows": (
        workbook(F=[["Nos salles – 2027"], [], ["El Space", "", "mars"], *FRENCH]), "a.xlsx",
    ),
    "blank first column": (workbook(F=[[None, *row] for row in FRENCH]), "a.xlsx"),
    "total row": (workbook(F=[*FRENCH, ["Total", 52]]), "a.xlsx"),
    "headers again": (workbook(F=[*FRENCH, FRENCH[0]]), "a.xlsx"),
    "ods": (document(FRENCH), "a.ods"),
    "semicolons of western windows": (text_file(FRENCH, encoding="cp1252"), "a.csv"),
    "tabs": (text_file(FRENCH, delimiter="\t", encoding="utf-16"), "a.txt"),
    "template headers": (
        workbook(F=[[header(column, "fr") for column in (
            Column.ROOM, Column.CAPACITY, Column.EQUIPMENT, Column.PRICE_HOUR, Column.QUIET,
            Column.SHARED)], *FRENCH[1:]]), "a.xlsx",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_same_rooms_in_any_shape_say_the_same(shape):
    found = read(*SHAPES[shape])
    assert [fault.code for fault in found.faults] == []
    assert [(one.shown, one.capacity, one.price_hour) for one in found.rooms] == [
        ("Salle Jasmin", 12, "20.500"), ("Grande salle", 40, "45.000"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1256", "utf-8", "utf-16"])
def test_arabic_rooms_in_any_encoding(encoding):
    rows = [["القاعة", "السعة", "هادئة"], ["قاعة الياسمين", "12 شخصا", "نعم"]]
    (room,) = read(text_file(rows, encoding=encoding), "قاعات.csv").rooms
    assert (room.name_ar, room.capacity, room.is_quiet) == ("قاعة الياسمين", 12, True)


def test_merged_plan_counts_for_each_row():
    book = Workbook()
    for row in (["Nom", "Tél", "Formule", "Depuis"], ["Amira Trabelsi", "22123456", "Flexible",
                "01/02/2027"], ["Omar Gharbi", "22123457", None, None]):  # fmt: skip
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("D2:D3")
    found = read(saved(book))
    assert [draft.member.plan for draft in found.drafts] == ["Flexible", "Flexible"]
    assert [draft.member.from_on for draft in found.drafts] == ["2027-02-01"] * 2


def test_three_kinds_in_one_workbook_beside_people():
    people = [["Prénom", "Besoin"], ["Salma", "vendre"]]
    book = workbook(Salles=FRENCH, Bureaux=DESKS, Adhérents=MEMBERS["fr"], Besoins=people)
    found = read(book)
    assert (len(found.rooms), len(found.desks), len(found.drafts)) == (2, 3, 4)
    desk = found.desks[0]
    assert (desk.name, desk.kind, desk.zone) == ("A1", "fixed", "fenêtre")
    assert [draft.kind for draft in found.drafts][-1] == "residents"


def test_sheets_about_people_are_not_taken_for_the_house():
    rows = [
        ["Nom", "Téléphone", "Salle", "Places", "Besoin"],
        ["Amira", "22123456", "A", 2, "prix"],
    ]
    found = read(workbook(Salles=rows))
    assert (found.rooms, len(found.drafts)) == ([], 1)
    plan = [["Nom complet", "Avez-vous un business plan ?", "Besoin"], ["Amira", "oui", "prix"]]
    assert read(workbook(Membres=plan)).drafts[0].member is None


def test_a_survey_that_asks_for_a_plan_keeps_its_needs():
    rows = [["Prénom", "Nom", "Téléphone", "Formule", "Depuis",
             "De quoi avez-vous besoin en ce moment ?"],
            ["Amira", "Trabelsi", "22123456", "Flexible", "2026", "fixer mes prix"]]  # fmt: skip
    found = read(workbook(Formulaire=rows))
    assert found.drafts[0].member is None
    assert "fixer mes prix" in repr(found.drafts)


def test_a_column_called_type_makes_nobody_a_member():
    rows = [["Nom", "Téléphone", "Type"], ["Amira Trabelsi", "22123456", "association"]]
    assert [draft.kind for draft in read(workbook(F=rows)).drafts] == ["residents"]


def test_rooms_without_a_column_of_people_say_so():
    found = read(workbook(Salles=[["Salle", "Équipement"], ["Jasmin", "Projecteur"]]))
    assert [fault.code for fault in found.faults] == ["no_capacity_column"]
    rows = [["Nom", "Depuis", "Qui paie"], ["Amira", "01/02/2027", ""]]
    found = read(workbook(Adhérents=rows))
    assert [fault.code for fault in found.faults] == ["no_plan_column"]


def test_faults_of_cells_say_where():
    rooms = [["Salle", "Capacité", "Prix/heure", "Calme"], ["Jasmin", "plein", "cher", "un peu"],
             ["", 4, "", ""]]  # fmt: skip
    members = [["Nom", "Formule", "Début", "Fin", "Prix"],
               ["Amira", "Flexible", "31/02/2027", "", "beaucoup"],
               ["Omar", "Flexible", "", "", ""],
               ["Ines", "Flexible", "02/2027", "01/2026", ""]]  # fmt: skip
    found = read(workbook(A=rooms, B=members))
    places = [(fault.sheet, fault.row, fault.column, fault.code) for fault in found.faults]
    assert places == [
        ("A", 2, "B", "capacity"), ("A", 2, "C", "money"), ("A", 2, "D", "unknown"),
        ("A", 3, "A", "thing_name"), ("B", 2, "C", "day"), ("B", 2, "E", "money"),
        ("B", 3, "C", "from_missing"), ("B", 4, "D", "day_order"),
    ]  # fmt: skip
    assert all(len(fault.sentence) > 20 for fault in found.faults)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16/02/2027", date(2027, 2, 16)), ("2027-02-16 00:00:00", date(2027, 2, 16)),
        ("16.2.27", date(2027, 2, 16)), ("١٦/٠٢/٢٠٢٧", date(2027, 2, 16)),
        ("mardi 16 février 2027", date(2027, 2, 16)), ("1er mars 2027", date(2027, 3, 1)),
        ("16 فيفري 2027", date(2027, 2, 16)), ("Feb 16, 2027", date(2027, 2, 16)),
        ("46434", date(2027, 2, 16)), ("02/2027", date(2027, 2, 1)),
        ("février 2027", date(2027, 2, 1)), ("02/16/2027", None), ("bientôt", None),
        ("16/02", None), ("31/02/2027", None), ("16/02/1900", None),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text, day):
    assert read_day(text) == day


def test_month_alone_ends_on_its_last_day():
    assert read_day("février 2028", is_last=True) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("120", "120.000"), ("120,000", "120.000"), ("120.5", "120.500"), ("120 DT", "120.000"),
        ("1 200,500 TND", "1200.500"), ("1.200,000", "1200.000"), ("1,200.500", "1200.500"),
        ("١٢٠ د.ت", "120.000"), ("45 DT/heure", "45.000"), ("45 dinars", "45.000"),
        ("0", "0.000"), ("cher", None), ("12,3456", None), ("-5", None), ("12 ou 15", None),
        ("1" * 27, None),
    ],
)  # fmt: skip
def test_dinars_as_people_write_them(text, amount):
    found = read_dinars(text)
    assert found == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("solidaire 60", PriceKind.SOLIDARITY, "60.000"), ("Tarif solidaire", "solidarity", None),
        ("60 DT (solidaire)", PriceKind.SOLIDARITY, "60.000"), ("Gratuit", "waived", None),
        ("exonérée", "waived", None), ("pris en charge", "programme", None),
        ("plein tarif", "full", None), ("120", None, "120.000"), ("تضامني 60", "solidarity", "60"),
    ],
)  # fmt: skip
def test_prices_said_in_words(text, kind, amount):
    assert read_price(text) == (kind, None if amount is None else Decimal(amount))


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", OF_HOUSE)
def test_each_header_of_a_template_means_its_column(language, kind):
    for column in OF_HOUSE[Kind(kind)]:
        assert house_column_of(header(column, language), kind) is column
