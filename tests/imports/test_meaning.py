"""Headers and words in three languages, in any order, become drafts and faults with places."""

import random

import pytest

from elspace.hub.enums import Half
from elspace.imports.halves import parse_half_days
from elspace.imports.headers import COLUMNS, Column, Kind, column_of, header
from elspace.imports.meaning import Understood, read_meaning
from elspace.imports.reading import read_file
from tests.imports.files import text_file, workbook

pytestmark = pytest.mark.django_db
M, A, E = (half.value for half in Half)
SAID = {
    "fr": {
        Column.FIRST_NAME: "Amira", Column.LAST_NAME: "Trabelsi", Column.FIRST_NAME_AR: "أميرة",
        Column.LAST_NAME_AR: "الطرابلسي", Column.PHONE: "60 000 011",
        Column.MAIL: "Amira@mail.example", Column.SPEAKS: "tounsi, français", Column.READS: "arabe",
        Column.CHANNEL: "appel", Column.VENTURE: "Zitouna", Column.WORDS: "fixer mes prix",
        Column.DISCIPLINE: "Finance", Column.LEVEL: "sans cela mon projet s'arrête",
        Column.FORMATS: "atelier; individuel", Column.IMPOSSIBLE: "lun. matin",
    },
    "ar": {
        Column.FIRST_NAME: "Amira", Column.LAST_NAME: "Trabelsi", Column.FIRST_NAME_AR: "أميرة",
        Column.LAST_NAME_AR: "الطرابلسي", Column.PHONE: "٦٠ ٠٠٠ ٠١١",
        Column.MAIL: "amira@mail.example", Column.SPEAKS: "الدارجة، الفرنسية",
        Column.READS: "العربية", Column.CHANNEL: "مكالمة هاتفية", Column.VENTURE: "Zitouna",
        Column.WORDS: "fixer mes prix", Column.DISCIPLINE: "المالية",
        Column.LEVEL: "بدونها يتوقّف مشروعي", Column.FORMATS: "ورشة؛ فردي",
        Column.IMPOSSIBLE: "الاثنين صباحًا",
    },
    "en": {
        Column.FIRST_NAME: "Amira", Column.LAST_NAME: "Trabelsi", Column.FIRST_NAME_AR: "أميرة",
        Column.LAST_NAME_AR: "الطرابلسي", Column.PHONE: "+216 60000011",
        Column.MAIL: "amira@mail.example", Column.SPEAKS: "aeb; French", Column.READS: "Arabic",
        Column.CHANNEL: "phone call", Column.VENTURE: "Zitouna", Column.WORDS: "fixer mes prix",
        Column.DISCIPLINE: "finance", Column.LEVEL: 3, Column.FORMATS: "workshop, one to one",
        Column.IMPOSSIBLE: "Monday morning",
    },
}  # fmt: skip


def understood(content: bytes, name: str = "f.xlsx") -> Understood:
    found = read_meaning(read_file(name, content))
    again = Understood.from_json(found.as_json())
    assert again.as_json() == found.as_json()
    return found


@pytest.mark.parametrize("language", SAID)
def test_row_is_understood_in_each_language_in_any_order(language):
    columns = list(COLUMNS[Kind.RESIDENTS])
    random.Random(language).shuffle(columns)
    headers = [header(column, language) for column in columns]
    content = workbook(Feuille=[headers, [SAID[language][column] for column in columns]])
    found = understood(content)
    assert [fault.sentence for fault in found.faults] == []
    draft = found.drafts[0]
    assert (draft.first_name, draft.last_name_ar, draft.phone) == (
        "Amira", "الطرابلسي", "+21660000011",
    )  # fmt: skip
    assert (draft.email, draft.language, draft.channel) == ("amira@mail.example", "ar", "call")
    assert (draft.speaks, draft.venture) == (["aeb", "fr"], "Zitouna")
    assert draft.half_days == [(0, M, "no")]
    (need,) = draft.needs
    assert (need.level, need.disciplines) == (3, ["finance"])
    assert need.formats == ["workshop", "individual"]


def test_expert_row_is_understood():
    content = text_file(
        [
            ["Fois par mois", "Prénom", "Disciplines", "Demi-journées oui", "Demi-journées non",
             "Peut-être", "Bénévole", "Heures par mois", "Heures par trimestre"],
            ["2 fois", "Karim", "finance ; vente", "mar. matin; jeu. après-midi", "ven",
             "sam matin", "non", "6 h", "18,0"],
        ]
    )  # fmt: skip
    found = understood(content, "experts.csv")
    assert [(fault.code, fault.values) for fault in found.faults] == []
    draft = found.drafts[0]
    assert draft.kind == "experts"
    offer = draft.expert
    assert (offer.disciplines, offer.pro_bono) == (["finance", "selling"], False)
    assert (offer.times, offer.hours_month, offer.hours_term) == (2, 6, 18)
    assert draft.half_days == [
        (1, M, "yes"), (3, A, "yes"), (4, M, "no"), (4, A, "no"), (4, E, "no"), (5, M, "maybe"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("mar. matin; jeu. après-midi", [(1, M), (3, A)]),
        ("Tuesday morning, Thursday pm", [(1, M), (3, A)]),
        ("الثلاثاء صباحًا؛ الخميس بعد الظهر", [(1, M), (3, A)]),
        ("الاثنين والخميس مساءً", [(0, E), (3, E)]),
        ("lun, mer matin; jeu", [(0, M), (2, M), (3, M), (3, A), (3, E)]),
        ("du lundi au mercredi soir", [(0, E), (1, E), (2, E)]),
        ("Mon-Wed am", [(0, M), (1, M), (2, M)]),
        ("mar matin\nsoir", [(1, M), (1, E)]),
        ("tous les jours matin", [(day, M) for day in range(6)]),
        ("mar 14h-17h", [(1, A)]),
        ("matin", [(day, M) for day in range(6)]),
        ("un de ces jours", None),
    ],
)
def test_half_days_as_people_write_them(text, pairs):
    assert parse_half_days(text) == pairs


def test_faults_name_sheet_row_column_and_say_what_to_do():
    headers = ["Prénom", "Téléphone", "Mail", "Besoin", "Discipline", "Sans cela", "Impossible"]
    content = workbook(
        Base=[
            headers,
            ["", "60 000 001", "", "x", "", 2, ""],
            ["Omar", "6000", "o@", "x", "Astrologie", "un peu", "un jour"],
            ["Nour", "", "", "", "Finance", 3, ""],
            ["Ines", "", "", "y" * 2001, "Finance; Vente", 1, ""],
        ]
    )
    found = understood(content)
    places = [(fault.sheet, fault.row, fault.column, fault.code) for fault in found.faults]
    assert places == [
        ("Base", 2, "A", "name_missing"),
        ("Base", 3, "B", "phone"),
        ("Base", 3, "C", "mail"),
        ("Base", 3, "E", "discipline"),
        ("Base", 3, "F", "unknown"),
        ("Base", 3, "G", "half_days"),
        ("Base", 5, "D", "too_long"),
    ]
    assert all(len(fault.sentence) > 20 for fault in found.faults)
    assert "\u20686000\u2069" in found.faults[1].sentence


def test_unknown_headers_and_sheets_are_left_out_and_said():
    content = workbook(
        Base=[["Prénom", "Couleur", "Signe"], ["Omar", "vert", "lion"]],
        Divers=[["a", "b"], ["1", "2"]],
    )
    found = understood(content)
    notes = {note.code: note for note in found.notes}
    assert notes["ignored_columns"].values["value"] == "Couleur (B), Signe (C)"
    assert notes["ignored_sheet"].sheet == "Divers"
    assert len(found.drafts) == 1


def test_title_above_the_headers_is_passed_over():
    content = workbook(Base=[["Liste du trimestre"], [], ["Prénom", "Besoin"], ["Omar", "vendre"]])
    assert [draft.row for draft in understood(content).drafts] == [4]


def test_sheet_without_first_name_says_which_header_is_missing():
    content = workbook(Base=[["Besoin", "Téléphone"], ["vendre", "60 000 001"]])
    assert [fault.code for fault in understood(content).faults] == ["no_name_column"]


def test_nothing_said_about_the_consequence_is_assumed_and_said():
    found = understood(workbook(Base=[["Prénom", "Besoin"], ["Omar", "vendre"]]))
    assert found.drafts[0].needs[0].level == 2
    assert [note.code for note in found.notes] == ["level"]


def test_faults_of_columns_left_out_do_not_count():
    content = workbook(Base=[["Prénom", "Total"], ["Omar", "=1+1"], ["Ines", "#REF!"]])
    assert understood(content).faults == []


def test_headers_are_known_with_brackets_stars_and_accents():
    assert column_of("PRENOM *") is Column.FIRST_NAME
    assert column_of("Téléphone (WhatsApp)") is Column.PHONE
    assert column_of("Prénom (ar)") is Column.FIRST_NAME_AR
    assert column_of("اللغات المتكلمة") is Column.SPEAKS
    assert column_of("Couleur") is None
