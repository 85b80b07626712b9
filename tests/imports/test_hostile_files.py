"""Files that are none, files that are too much, formulas of others; and how long many rows take."""

import io
import time
import zipfile

import pytest

from elspace.imports.planning import plan_of
from elspace.imports.sources import read_source
from elspace.people.models import Person
from tests import factories
from tests.imports.files import document, text_file, workbook

pytestmark = pytest.mark.django_db
LIST = [
    ["N°", "Nom & prénom", "Tél.", "Projet", "Besoins", "Domaine", "Urgence", "Dispo"],
    [1, "Amira Trabelsi", "22.123.456", "Zitouna", "1. fixer mes prix\n2. vendre en ligne",
     "Finance / Vente", "très urgent", "mar. 14h–17h"],
]  # fmt: skip
HOSTILE: dict[str, tuple[bytes, str]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a.xlsx"),
    "a program": (bytes(range(32)) * 40, "a.csv"),
    "nothing": (b"", "a.csv"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_file_is_one_fault_with_a_sentence(look, what):
    found = look(*HOSTILE[what])
    assert found["kind"] == "unreadable"
    assert len(found["faults"]) == 1
    assert len(found["faults"][0]["sentence"]) > 15
    assert (found["people"], found["needs"], found["experts"]) == ([], [], [])


def test_document_type_in_a_workbook_is_refused(look):
    inside = zipfile.ZipFile(io.BytesIO(document([["Prénom"], ["x"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", inside.read("mimetype"))
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
        made.writestr("content.xml", bomb + inside.read("content.xml")[21:])
    assert look(out.getvalue(), "a.ods")["kind"] == "unreadable"


def test_rows_repeated_by_a_document_are_bounded(look):
    row = '<table:table-row table:number-rows-repeated="900000">'
    content = document([["Prénom"], ["Amira"]])
    inside = zipfile.ZipFile(io.BytesIO(content))
    xml = inside.read("content.xml").decode().replace("<table:table-row>", row, 2)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", inside.read("mimetype"))
        made.writestr("content.xml", xml)
    found = look(out.getvalue(), "a.ods")
    assert found["kind"] == "unreadable"
    assert "20000" in found["faults"][0]["sentence"]


def test_formulas_of_others_stay_texts(look):
    found = look(text_file([["Nom", "Besoin"], ["Amira Trabelsi", "'=1+1 et alors"]]), "a.csv")
    assert found["needs"][0]["words"] == "=1+1 et alors"


def test_known_people_are_told(look):
    factories.resident("Amira", last_name="Trabelsi", phone="+21622123456")
    before = Person.objects.count()
    found = look(workbook(F=LIST))
    assert found["people"][0]["known_here"] is True
    assert found["same_person"][0]["why"] == ["name", "phone"]
    assert Person.objects.count() == before


def test_five_thousand_rows_are_previewed_in_five_seconds_of_the_processor(hub):
    rows = [[number, f"Amira{number} Trabelsi", f"2{number:07}", f"Projet {number}",
             f"besoin {number}", "Finance", "urgent", "mar. 14h–17h"]
            for number in range(5000)]  # fmt: skip
    content = workbook(F=[LIST[0], *rows])
    started = time.process_time()
    plan = plan_of(read_source("f.xlsx", content), None, {})
    assert time.process_time() - started < 5
    assert len(plan.people) == 5000
