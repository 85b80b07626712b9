"""Files as hubs have them: each is read, and what it says comes out the same way."""

import pytest
from openpyxl import Workbook

from tests.imports.files import document, saved, text_file, workbook
from tests.imports.said import days, person

pytestmark = pytest.mark.django_db
LIST = [
    ["N°", "Nom & prénom", "Tél.", "Projet", "Besoins", "Domaine", "Urgence", "Dispo"],
    [1, "Amira Trabelsi", "22.123.456", "Zitouna", "1. fixer mes prix\n2. vendre en ligne",
     "Finance / Vente", "très urgent", "mar. 14h–17h"],
]  # fmt: skip
ARABIC = [
    ["الاسم واللقب", "رقم الهاتف", "ما هي حاجتك؟", "المجال", "الأولوية", "الأوقات"],
    ["أميرة الطرابلسي", "22123456", "كيف أحدد الأسعار؟", "المالية", "عاجل", "الثلاثاء مساء"],
]
EXPERTS = [
    ["Nom de l'expert", "Domaine d'expertise", "Langues", "Disponibilités", "Heures par mois"],
    ["Mme Leila Bouzayen", "Finance; compta", "FR, darija", "mar. matin, jeudi après-midi", "6h"],
]


SAME_LIST: dict[str, tuple[bytes, str]] = {
    "xlsx": (workbook(Feuil1=LIST), "a.xlsx"),
    "title rows and blank rows": (
        workbook(F=[["Liste des besoins – trimestre 1"], [], ["El Space", "", "2027"], [], *LIST]),
        "a.xlsx",
    ),
    "blank first column": (workbook(F=[[None, *row] for row in LIST]), "a.xlsx"),
    "total row": (workbook(F=[*LIST, ["Total", "", "", "", 1]]), "a.xlsx"),
    "headers again": (workbook(F=[*LIST, LIST[0]]), "a.xlsx"),
    "empty sheets around": (workbook(Vide=[], F=LIST, Notes=[["à faire"]]), "a.xlsx"),
    "ods": (document(LIST), "a.ods"),
    "semicolons": (text_file(LIST), "a.csv"),
    "commas": (text_file(LIST, delimiter=","), "a.csv"),
    "bars": (text_file(LIST, delimiter="|"), "a.csv"),
    "sep line": (b"sep=;\r\n" + text_file(LIST), "a.csv"),
    "utf-8 with its mark": (text_file(LIST, encoding="utf-8-sig"), "a.csv"),
    "western windows": (text_file(LIST, encoding="cp1252"), "a.csv"),
    "utf-16 tabs": (text_file(LIST, delimiter="\t", encoding="utf-16"), "a.txt"),
    "utf-16 without its mark": (text_file(LIST, delimiter="\t", encoding="utf-16-le"), "a.txt"),
    "trailing spaces": (
        workbook(F=[[f"{cell}  " for cell in row] for row in LIST]), "a.xlsx",
    ),
    "phone as a number": (
        workbook(F=[LIST[0], [1, "Amira Trabelsi", 2.2123456e7, *LIST[1][3:]]]), "a.xlsx",
    ),
    "phone as 2.2123456E7": (
        text_file([LIST[0], [1, "Amira Trabelsi", "2,2123456E7", *LIST[1][3:]]]), "a.csv",
    ),
    "family name first": (
        workbook(F=[LIST[0], [1, "TRABELSI Amira", *LIST[1][2:]]]), "a.xlsx",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SAME_LIST)
def test_same_list_in_any_shape_says_the_same(look, shape):
    found = look(*SAME_LIST[shape])
    assert [fault["sentence"] for fault in found["faults"]] == []
    (amira,) = found["people"]
    assert (amira["first_name"], amira["last_name"].title()) == ("Amira", "Trabelsi")
    assert (amira["phone"], amira["ventures"]) == ("+21622123456", ["Zitouna"])
    assert [(need["words"], need["disciplines"], need["level"]) for need in found["needs"]] == [
        ("fixer mes prix", ["finance"], 3), ("vendre en ligne", ["selling"], 3),
    ]  # fmt: skip
    assert days(found["needs"][0]) == ["tuesday afternoon yes"]


@pytest.mark.parametrize("encoding", ["cp1256", "utf-8", "utf-16", "iso8859_6"])
def test_arabic_list_in_any_encoding_says_the_same(look, encoding):
    found = look(text_file(ARABIC, encoding=encoding), "قائمة.csv")
    assert person(found) == ("أميرة الطرابلسي", "+21622123456")
    (need,) = found["needs"]
    assert (need["words"], need["disciplines"], need["level"]) == (
        "كيف أحدد الأسعار؟", ["finance"], 3,
    )  # fmt: skip
    assert days(need) == ["tuesday evening yes"]


def test_experts_sheet(look):
    found = look(workbook(Experts=EXPERTS))
    (expert,) = found["experts"]
    assert (expert["name"], expert["disciplines"], expert["hours"]) == (
        "Leila Bouzayen", ["finance"], 6,
    )  # fmt: skip
    assert days(expert) == ["tuesday morning yes", "thursday afternoon yes"]
    assert expert["spoken"] == ["fr", "aeb"]


def test_two_rows_of_headers_with_days_below(look):
    rows = [
        ["", "Identité", "", "Disponibilités", "", ""],
        ["", "Nom", "Prénom", "Lun", "Mar", "Mer"],
        ["", "Trabelsi", "Amira", "matin", "14-17", "x"],
    ]
    found = look(workbook(F=rows))
    assert found["people"][0]["name"] == "Amira Trabelsi"


def test_columns_of_ticks_for_disciplines_and_languages(look):
    rows = [["Prénom", "Téléphone", "Finance", "Vente", "Français"],
            ["Amira", "22123456", "x", "", "oui"]]  # fmt: skip
    found = look(workbook(F=rows))
    assert [need["disciplines"] for need in found["needs"]] == [["finance"]]
    assert found["people"][0]["spoken"] == ["fr"]


def test_several_columns_of_needs_each_with_its_discipline(look):
    rows = [["Nom", "Besoin 1", "Domaine 1", "Besoin 2", "Domaine 2"],
            ["Amira Trabelsi", "prix", "Finance", "clients", "Vente"]]  # fmt: skip
    found = look(workbook(F=rows))
    assert [(need["words"], need["disciplines"]) for need in found["needs"]] == [
        ("prix", ["finance"]), ("clients", ["selling"]),
    ]  # fmt: skip


def test_residents_and_experts_in_one_sheet_told_by_a_column(look):
    rows = [["Nom complet", "Profil", "Besoin", "Domaine", "Heures par mois"],
            ["Amira Trabelsi", "Porteuse de projet", "prix", "Finance", ""],
            ["Karim Jaziri", "Expert", "", "Finance", "4"]]  # fmt: skip
    found = look(workbook(F=rows))
    assert [one["name"] for one in found["experts"]] == ["Karim Jaziri"]
    assert [need["person"] for need in found["needs"]] == ["Amira Trabelsi"]


def test_three_spellings_and_two_scripts_are_one_with_a_phone_and_a_question_without(look):
    rows = [["Nom", "Tél", "Besoin"], ["Mohamed Ben Salah", "22123456", "a1"],
            ["Mohammed Bensalah", "22 123 456", "b2"], ["محمد بن صالح", "+216 22123456", "c3"],
            ["Mohamed Ben Salah", "", "d4"]]  # fmt: skip
    found = look(workbook(F=rows))
    merged = [one for one in found["same_person"] if one["merged"]]
    shown = [one for one in found["same_person"] if not one["merged"]]
    assert len(merged) == 2
    assert all({"name", "phone"} <= set(one["why"]) for one in merged)
    assert [one["why"] for one in shown] == [["name"]]
    assert len(found["people"]) == 2


def test_faults_say_where_and_what_to_do(look):
    rows = [["Nom", "Tél", "Mail", "Besoin", "Domaine", "Dispo"],
            ["", "22123456", "", "sans nom", "", ""],
            ["Omar Gharbi", "6000", "o@", "prix", "Astrologie", "un de ces jours"],
            ["Ines Gharbi", "2.21E+07", "", "vendre", "", ""]]  # fmt: skip
    found = look(workbook(Base=rows))
    places = [(one["row"], one["column"], one["code"]) for one in found["faults"]]
    assert places == [
        (2, "A", "name_missing"), (3, "B", "phone"), (3, "C", "mail"), (3, "E", "discipline"),
        (3, "F", "half_days"), (4, "B", "phone_rounded"),
    ]  # fmt: skip
    assert all(one["sheet"] == "Base" and len(one["sentence"]) > 25 for one in found["faults"])


def test_merged_names_cover_their_rows(look):
    book = Workbook()
    for row in (
        ["Nom", "Tél", "Besoin"],
        ["Amira Trabelsi", "22123456", "un"],
        [None, None, "deux"],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("B2:B3")
    found = look(saved(book))
    assert [need["person"] for need in found["needs"]] == ["Amira Trabelsi"] * 2


def test_unknown_headers_are_listed_with_what_stands_below(look):
    found = look(workbook(F=[["Prénom", "Truc"], ["Amira", "bleu"]]))
    assert found["unknown_headers"] == [{"sheet": "F", "header": "Truc", "values": ["bleu"]}]


def test_one_need_of_several_disciplines_keeps_its_words(look):
    rows = [["Nom", "Besoin", "Domaines"], ["Amira Trabelsi", "me développer", "Finance, Vente"]]
    (need,) = look(workbook(F=rows))["needs"]
    assert (need["words"], need["disciplines"]) == ("me développer", ["finance", "selling"])


def test_days_and_hours_in_two_columns_are_one_answer(look):
    rows = [["Intervenant", "Spécialités", "Jours", "Horaires", "Volume horaire"],
            ["Karim Jaziri", "Comptabilité", "mardi, jeudi", "14h-17h", "8h/mois"]]  # fmt: skip
    (expert,) = look(workbook(Formateurs=rows))["experts"]
    assert days(expert) == ["tuesday afternoon yes", "thursday afternoon yes"]
    assert expert["hours"] == 8


def test_letters_of_a_grid_and_questions_of_yes_and_no(look):
    rows = [["Prénom", "Tel", "Avez-vous un projet ?", "lundi", "mardi", "Besoin"],
            ["Salma", "20111222", "oui", "M", "AM", "prix"]]  # fmt: skip
    found = look(workbook(F=rows))
    assert days(found["needs"][0]) == ["monday morning yes", "tuesday afternoon yes"]
    assert found["people"][0]["ventures"] == []
