"""Files as hubs have them: each is read, and what it says comes out the same way."""

from typing import Any

import pytest
from openpyxl import Workbook

from tests.imports.files import document, saved, text_file, workbook

pytestmark = pytest.mark.django_db
GOOGLE_FR = [
    ["Horodateur", "Adresse e-mail", "Quel est votre nom et prénom ?", "Numéro WhatsApp",
     "Comment s'appelle votre projet ?", "De quoi avez-vous besoin ? (plusieurs choix)",
     "Dans quel domaine ?", "Sans cette aide, que se passe-t-il ?",
     "Quand êtes-vous disponible ? [Lundi]", "Quand êtes-vous disponible ? [Mardi]",
     "Quelles langues parlez-vous ?", "Avez-vous un ordinateur ?"],
    ["12/02/2027 14:05:33", "amira@mail.example ", "TRABELSI Amira", 2.2123456e7, "Zitouna",
     "Fixer mes prix, Vendre en ligne", "Finance, Vente", "Mon projet s'arrête", "Matin", "",
     "Français, Tunisien", "Oui"],
    ["12/02/2027 14:09:33", "omar@mail.example", "Omar Ben Salah", "+216 22 123 457", "Baraka",
     "Vendre en ligne, Fixer mes prix", "Compta", "J'avance lentement", "Matin, Après-midi",
     "Soir", "FR/AR", "Non"],
    ["13/02/2027 10:00:00", "amira@mail.example", "Amira Trabelsi", "22 123 456", "Zitouna",
     "Vendre en ligne", "", "urgent", "", "14h-17h", "Darija", "Non"],
]  # fmt: skip
GOOGLE_AR = [
    ["طابع زمني", "ما هو اسمك ولقبك؟", "رقم الهاتف (واتساب)", "اسم المشروع",
     "ما هي احتياجاتكم الحالية؟", "في أي مجال تحتاج إلى مرافقة؟", "ما مدى استعجال الحاجة؟",
     "متى تكون متفرغا؟", "ما هي اللغات التي تتكلمها؟"],
    ["2027/02/12 2:05:33 م", "أميرة الطرابلسي", "٢٢ ١٢٣ ٤٥٦", "زيتونة", "كيف أحدد الأسعار؟",
     "المالية", "عاجل جدا", "الثلاثاء 14-17", "الدارجة، الفرنسية"],
]  # fmt: skip
KOBO = [
    ["start", "end", "identification/nom", "identification/tel", "besoins", "besoins/finance",
     "besoins/selling", "besoins/software", "niveau", "langues", "dispo", "dispo/mardi_matin",
     "dispo/jeudi_apres_midi", "_id", "_uuid", "_submission_time"],
    ["2027-02-01", "2027-02-01", "Mohamed Ben Salah", "22123456", "finance selling", 1, 1, 0,
     "bloquant", "aeb fr", "mardi_matin", 1, 0, "1", "u-1", "2027-02-01"],
]  # fmt: skip
KOBO_LABELS = [
    ["Nom et prénom", "Téléphone", "Vos besoins/Finance", "Vos besoins/Vente", "Urgence",
     "_uuid", "_submission_time"],
    ["Mohamed Ben Salah", "22123456", "1", "0", "Bloquant", "u-1", "2027-02-01"],
]  # fmt: skip
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


def days(said: dict[str, Any]) -> list[str]:
    return [f"{one['day']} {one['half']} {one['free']}" for one in said["half_days"]]


def person(found: dict[str, Any]) -> tuple[str, str]:
    (one,) = found["people"]
    return one["name"], one["phone"]


def test_google_form_in_french(look):
    found = look(workbook(Réponses=GOOGLE_FR))
    assert found["kind"] == "google_forms"
    assert [(one["first_name"], one["last_name"]) for one in found["people"]] == [
        ("Amira", "TRABELSI"), ("Omar", "Ben Salah"),
    ]  # fmt: skip
    first, second, third, *_others = found["needs"]
    assert (first["words"], first["disciplines"], first["level"]) == (
        "Fixer mes prix", ["finance"], 3,
    )  # fmt: skip
    assert (second["words"], second["disciplines"]) == ("Vendre en ligne", ["selling"])
    assert days(first) == ["monday morning yes"]
    assert days(third) == ["tuesday afternoon yes"]
    assert first["spoken"] == ["fr", "aeb"]
    (same,) = found["same_person"]
    assert same["merged"] is True
    assert set(same["why"]) >= {"name", "mail", "phone"}


def test_google_form_in_arabic(look):
    found = look(text_file(GOOGLE_AR, delimiter=","), "ردود.csv")
    assert found["kind"] == "google_forms"
    assert person(found) == ("أميرة الطرابلسي", "+21622123456")
    (need,) = found["needs"]
    assert (need["disciplines"], need["level"], need["spoken"]) == (["finance"], 3, ["aeb", "fr"])
    assert days(need) == ["tuesday afternoon yes"]


def test_kobo_with_codes_groups_and_ticks(look):
    found = look(text_file(KOBO, delimiter=","), "kobo.csv")
    assert found["kind"] == "kobo"
    assert person(found) == ("Mohamed Ben Salah", "+21622123456")
    assert [need["disciplines"] for need in found["needs"]] == [["finance"], ["selling"]]
    assert days(found["needs"][0]) == ["tuesday morning yes"]
    assert found["needs"][0]["spoken"] == ["aeb", "fr"]
    assert found["faults"] == []


def test_kobo_with_labels_and_no_parent_column(look):
    found = look(workbook(kobo=KOBO_LABELS))
    assert [(need["words"], need["disciplines"]) for need in found["needs"]] == [
        ("Finance", ["finance"])
    ]


def test_kobo_repeated_group_belongs_to_the_row_above(look):
    parent = [["nom_complet", "tel", "_index", "_uuid"], ["Amira Trabelsi", "22123456", 1, "u-1"]]
    child = [
        ["besoin", "urgence", "_index", "_parent_table_name", "_parent_index"],
        ["fixer mes prix", "bloquant", 1, "fiche", 1],
        ["vendre", "utile", 2, "fiche", 1],
    ]
    found = look(workbook(fiche=parent, besoins=child))
    assert person(found) == ("Amira Trabelsi", "+21622123456")
    assert [(need["words"], need["level"], need["sheet"]) for need in found["needs"]] == [
        ("fixer mes prix", 3, "besoins"), ("vendre", 1, "besoins"),
    ]  # fmt: skip


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


def test_google_form_in_english_with_a_scale_of_five(look):
    rows = [["Timestamp", "Email Address", "Full name", "What do you need help with?",
             "How urgent is it (1 to 5)?", "What days and times work for you?", "Languages"],
            ["2/12/2027 14:05:33", "ines@mail.example", "Ines Gharbi", "Pricing\nCustomers", 5,
             "Tuesday 2-5pm, Thursday morning", "FAD"]]  # fmt: skip
    found = look(workbook(Form=rows))
    assert [(need["words"], need["level"]) for need in found["needs"]] == [
        ("Pricing", 3), ("Customers", 3),
    ]  # fmt: skip
    assert days(found["needs"][0]) == ["tuesday afternoon yes", "thursday morning yes"]
    assert found["needs"][0]["spoken"] == ["fr", "ar", "aeb"]


def test_letters_of_a_grid_and_questions_of_yes_and_no(look):
    rows = [["Prénom", "Tel", "Avez-vous un projet ?", "lundi", "mardi", "Besoin"],
            ["Salma", "20111222", "oui", "M", "AM", "prix"]]  # fmt: skip
    found = look(workbook(F=rows))
    assert days(found["needs"][0]) == ["monday morning yes", "tuesday afternoon yes"]
    assert found["people"][0]["ventures"] == []
