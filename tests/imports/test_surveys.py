"""Exports of Google Forms and KoboToolbox: labels or codes, groups, ticks, scales."""

import pytest

from tests.imports.files import text_file, workbook
from tests.imports.said import days, person

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
