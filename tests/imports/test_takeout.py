"""Everything out as one workbook, and in again: the same hub, row by row."""

import io
from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from openpyxl import load_workbook

from elspace.billing.actions import (
    add_stamp,
    add_vat_rate,
    change_settings,
    issue_month,
    run_month,
)
from elspace.billing.models import BillingSettings
from elspace.billing.queries.due import due_and_unclaimed
from elspace.core.answers import Refused
from elspace.hub.enums import Half
from elspace.hub.models import Hub
from elspace.imports import opendocument, workbooks
from elspace.imports.actions import ask_import, keep_preview, take_everything, write_import
from elspace.imports.cells import guarded, unguarded
from elspace.imports.models import HeaderMeaning
from elspace.imports.takeout.tables import ORDER, STAYS, all_tables
from elspace.imports.takeout.workbook import make_everything, rows_for
from elspace.insights.actions import give_page, write_sentences
from elspace.needs.actions import type_slip
from elspace.needs.enums import Level
from elspace.needs.models import Need, Slip
from elspace.people.actions import begin_hub
from elspace.people.enums import Free, Role
from elspace.people.models import Person
from elspace.site.actions import set_aside
from elspace.support.models import Term
from elspace.trust.actions import erase_person, state_consent
from elspace.trust.models import AuditLine, Purpose
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(programme, hub, clock):
    """A hub with a little of everything; what people typed looks like formulas."""
    amira = factories.resident("Amira", last_name="=1+1", phone="+21660000011", language="ar")
    factories.half_days(amira, (0, Half.MORNING), free=Free.NO)
    factories.venture("@Zitouna", amira)
    factories.need(amira, words="-5 % sur mes prix\n'=déjà")
    factories.need(amira, words="un secret", is_confidential=True)
    factories.session(needs=[factories.need(factories.resident("Omar"), words="vendre")])
    workshop = factories.workshop(title="=Atelier")
    slip = factories.slips(workshop)[6]
    type_slip(
        workshop=workshop, key=uuid4(), number=slip.number, name="", words="une enseigne",
        level=Level.USEFUL, by=programme,
    )  # fmt: skip
    factories.said_at(workshop, "exporter", name="Selma")
    for given in (True, False):
        state_consent(person=amira, purpose=Purpose.NAME_ON_SHEETS, given=given)
        clock.shift(60)
    term = Term.objects.get()
    write_sentences(term=term, language="fr", first="Bien.", second="", third="", by=programme)
    give_page(term=term, by=programme, key=uuid4())
    set_aside(fact="needs-late", fingerprint="x", how="settled", to=None, by=programme)
    HeaderMeaning.objects.create(signature="s", meanings={"nom": "-"}, by=programme)
    change_settings(legal_name="Association Pleine", days_to_pay=21, by=programme)
    add_vat_rate(vat_class="normal", rate=18, from_on=date(2028, 1, 1), source="=x", by=programme)
    add_stamp(amount=2, from_on=date(2028, 1, 1), source="loi", by=programme)
    factories.subscription(factories.resident("Nour"), factories.plan())
    run_month(month=date(2027, 1, 1), by=programme)
    issue_month(month=date(2027, 1, 1), by=programme)
    run_month(month=date(2027, 2, 1), by=programme)
    return programme


def ours() -> set[str]:
    models = apps.get_models()
    return {one._meta.label_lower for one in models if one.__module__.startswith("elspace.")}


def test_every_model_of_ours_goes_out_or_says_why_it_stays():
    assert not set(ORDER) & set(STAYS)
    assert ours() == set(ORDER) | set(STAYS)
    assert all(STAYS.values())


def test_a_workbook_of_everything_is_read_to_its_last_sheet():
    assert len(all_tables()) < min(workbooks.MOST_SHEETS, opendocument.MOST_SHEETS)


def test_what_tells_rows_apart_goes_out():
    for table in all_tables():
        names = {field.name for field in table.fields}
        assert names.issuperset(table.natural), table.label


def test_what_refers_to_others_stands_after_them():
    seen = set()
    for table in all_tables():
        wanted = {
            field.target._meta.label_lower
            for field in table.fields
            if field.target and field.target is not table.model
        }
        assert wanted - {"hosting.space"} <= seen, table.label
        seen.add(table.label)


def test_somebody_erased_takes_with_them_what_cannot_stand_alone(full):
    amira = Person.objects.get(first_name="Amira")
    erase_person(person=amira, by=None)
    content = make_everything(full, "fr").content
    assert str(amira.key) not in str(dump(full))
    empty()
    director = begin_hub(
        name="Vide", languages=["fr"], place="ici", first_name="Dir", email="dir@mail.example",
        password="a long password 1",
    )  # fmt: skip
    batch = keep_preview(key=uuid4(), name="tout.xlsx", content=content, by=director)
    ask_import(batch=batch, answers={}, by=director)
    write_import(batch=batch)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == ("done", "")


def test_a_receipt_goes_out_for_those_alone_who_may_read_what_it_opens(full):
    slip = Slip.objects.exclude(person=None).exclude(number=None).get()
    Need.objects.filter(slip=slip).update(is_confidential=True)
    director = factories.person("Dir", roles=[Role.DIRECTOR])
    assert slip.receipt in str(dump(full))
    assert slip.receipt not in str(dump(director))


def dump(user) -> dict[str, list[str]]:
    """Every row of every sheet, as the workbook writes it; without whoever looks."""
    content = make_everything(user, "fr").content
    book = load_workbook(io.BytesIO(content))
    key = str(user.key)
    return {
        sheet.title: sorted(
            str(row) for row in sheet.iter_rows(values_only=True) if key not in map(str, row)
        )
        for sheet in book.worksheets[1:]
    }


SETTINGS = "billing.billingsettings"


def empty() -> None:
    for label in ("billing.claim", "billing.invoiceline", "billing.invoice"):
        QuerySet(apps.get_model(label)).delete()
    BillingSettings.objects.update(legal_name="", days_to_pay=15)
    for table in reversed(all_tables()):
        if table.label not in {"hub.discipline", "hub.format", "hub.spokenlanguage", SETTINGS}:
            table.model._default_manager.all().delete()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_out_and_in_again_gives_the_same_hub_row_by_row(full, language):
    before = dump(full)
    content = make_everything(full, language).content
    empty()
    director = begin_hub(
        name="Vide", languages=["fr"], place="ici", first_name="Dir", email="dir@mail.example",
        password="a long password 1",
    )  # fmt: skip
    batch = keep_preview(key=uuid4(), name="tout.xlsx", content=content, by=director)
    ask_import(batch=batch, answers={}, by=director)
    write_import(batch=batch)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == ("done", "")
    reader = Person.objects.get(key=full.key)
    after = dump(reader)
    for title, rows in before.items():
        mine = [row for row in after[title] if str(director.key) not in row]
        assert mine == rows, title
    assert Need.objects.get(is_confidential=True).words == "un secret"
    again = keep_preview(key=uuid4(), name="tout.xlsx", content=content, by=director)
    ask_import(batch=again, answers={}, by=director)
    write_import(batch=again)
    assert {title: len(rows) for title, rows in dump(reader).items()} == {
        title: len(rows) for title, rows in after.items()
    }
    # The next number follows the last one, and nothing is billed a second time.
    assert due_and_unclaimed(date(2027, 1, 1)) == []
    assert len(due_and_unclaimed(date(2027, 2, 1))) == 1
    run_month(month=date(2027, 2, 1), by=reader)
    assert [one.number for one in issue_month(month=date(2027, 2, 1), by=reader)] == [2]


@pytest.mark.parametrize(
    ("version", "parts"), [("1", ["desks", "needs", "programme"]), ("2", ["desks"])]
)
def test_a_workbook_of_before_needs_could_be_off_brings_them_back(programme, hub, version, parts):
    Hub.objects.update(modules=["desks"])
    book = load_workbook(io.BytesIO(make_everything(programme, "fr").content))
    assert book.worksheets[0]["B1"].value == "2"
    book.worksheets[0]["B1"] = version
    book.save(file := io.BytesIO())
    empty()
    director = begin_hub(
        name="Vide", languages=["fr"], place="ici", first_name="Dir", email="dir@mail.example",
        password="a long password 1",
    )  # fmt: skip
    batch = keep_preview(key=uuid4(), name="tout.xlsx", content=file.getvalue(), by=director)
    ask_import(batch=batch, answers={}, by=director)
    write_import(batch=batch)
    assert Hub.objects.get().modules == parts


def test_no_cell_is_a_formula(full):
    book = load_workbook(io.BytesIO(make_everything(full, "fr").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1", "''-x", "@a", "+216 20 123 456", "-5 %", "x", "'x", "\tx"]
)
def test_guard_gives_each_text_back(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@", "\t"))


def test_confidential_needs_go_out_for_those_alone_who_may_read_them(full):
    director = factories.person("Dir", roles=[Role.DIRECTOR])
    assert "un secret" in str(dump(full))
    assert "un secret" not in str(dump(director))
    table = next(table for table in all_tables() if table.label == "needs.needstep")
    secret = Need.objects.get(is_confidential=True)
    assert not rows_for(table, director).filter(need=secret).exists()


def test_taking_everything_out_is_noted_and_only_by_post(full, sign_in):
    client = sign_in(full)
    AuditLine.objects.all().delete()
    assert client.get(reverse("imports:everything")).status_code == 200
    assert not AuditLine.objects.filter(verb="take_everything").exists()
    response = client.post(reverse("imports:everything"), {"language": "fr"})
    assert response.content.startswith(b"PK")
    assert AuditLine.objects.filter(verb="take_everything", actor=full).exists()


def test_a_whole_hub_is_brought_back_by_the_direction_alone(full):
    content = take_everything(by=full, language="fr").content
    with pytest.raises(Refused):
        keep_preview(key=uuid4(), name="tout.xlsx", content=content, by=full)


def test_programme_as_a_spreadsheet_names_nobody_of_a_confidential_session(full, sign_in):
    session = factories.session(is_confidential=True)
    client = sign_in(full)
    response = client.get(reverse("imports:programme", args=[session.term.key]))
    book = load_workbook(io.BytesIO(response.content))
    rows = [row for row in book.active.iter_rows(values_only=True) if row[5] == session.name]
    assert rows
    assert all(not row[7] and not row[11] for row in rows)
