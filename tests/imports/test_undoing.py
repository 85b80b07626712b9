"""Taking a file back: what nothing refers to goes, the rest stays and says why; a dead worker."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from elspace.hub.models import Discipline
from elspace.imports.actions import (
    ask_import,
    ask_undo,
    explain_headers,
    keep_preview,
    undo_import,
    write_import,
)
from elspace.imports.enums import BatchState
from elspace.imports.headers import Column
from elspace.imports.models import HeaderMeaning, ImportBatch, ImportedRow
from elspace.needs.actions import classify_need
from elspace.needs.models import Need
from elspace.people.actions import give_link
from elspace.people.models import HalfDay, Person, RoleGrant
from elspace.support.models import Expert
from elspace.ventures.models import Membership, Venture
from tests import factories
from tests.imports.files import text_file, workbook

pytestmark = pytest.mark.django_db
ROWS = [["Prénom", "Nom", "Téléphone", "Projet", "Besoin", "Discipline", "Sans cela", "Dispo"],
        ["Amira", "Trabelsi", "60 000 011", "Zitouna", "prix", "Finance", 3, "mar. matin"],
        ["Omar", "Gharbi", "60 000 012", "", "vendre", "", 2, ""]]  # fmt: skip


def brought(by, rows=None) -> ImportBatch:
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(rows or ROWS), by=by)
    ask_import(batch=batch, answers={}, by=by)
    write_import(batch=batch)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (BatchState.DONE, "")
    return batch


def undone(batch) -> ImportBatch:
    ask_undo(batch=batch, by=batch.by)
    undo_import(batch=batch)
    batch.refresh_from_db()
    return batch


def counts() -> list[int]:
    models = (Person, Need, Venture, Membership, HalfDay, RoleGrant, Expert)
    return [model.objects.count() for model in models]


def test_everything_goes_where_nothing_refers_to_it(programme, hub):
    before = counts()
    batch = brought(programme)
    assert counts() != before
    assert undone(batch).state == BatchState.UNDONE
    assert counts() == before
    assert batch.stayed == {}
    assert ImportedRow.objects.count() == 0
    brought(programme)
    assert Person.objects.filter(first_name="Amira").count() == 1


def test_what_something_refers_to_stays_and_says_why(programme, hub, sign_in):
    batch = brought(programme)
    amira = Person.objects.get(first_name="Amira")
    give_link(person=amira, by=programme)
    undone(batch)
    assert list(Person.objects.filter(first_name__in=["Amira", "Omar"])) == [amira]
    assert batch.stayed["people.person"] == {"people.personallink": [amira.pk]}
    page = sign_in(programme).get(reverse("imports:done", args=[batch.key]))
    assert "Amira Trabelsi" in page.content.decode()


def test_need_that_moved_on_stays_with_its_person(programme, hub):
    batch = brought(programme)
    need = Need.objects.get(words="vendre")
    classify_need(need=need, discipline=Discipline.objects.get(code="selling"), by=programme)
    need.refresh_from_db()
    undone(batch)
    is_moved = need.steps.count() > 1
    assert Need.objects.filter(pk=need.pk).exists() is is_moved
    assert Person.objects.filter(first_name="Omar").exists() is is_moved


def test_people_known_before_keep_their_page(programme, hub):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21660000011")
    grants = known.grants.count()
    undone(brought(programme))
    assert Person.objects.filter(pk=known.pk).exists()
    assert (known.needs.count(), known.half_days.count(), known.grants.count()) == (0, 0, grants)


def test_killed_worker_leaves_nothing_and_it_can_begin_again(programme, hub, sign_in):
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(ROWS), by=programme)
    ask_import(batch=batch, answers={}, by=programme)
    ImportBatch.objects.update(
        state=BatchState.WRITING, started_at=timezone.now() - timedelta(hours=1), worker="x:1"
    )
    assert Need.objects.count() == 0
    client = sign_in(programme)
    page = client.get(reverse("imports:preview", args=[batch.key]))
    assert page.context["batch"].is_interrupted
    client.post(reverse("imports:confirm", args=[batch.key]))
    batch.refresh_from_db()
    assert batch.state == BatchState.QUEUED
    write_import(batch=batch)
    assert Need.objects.count() == 2


def test_worker_of_another_run_writes_nothing(programme, hub):
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(ROWS), by=programme)
    ask_import(batch=batch, answers={}, by=programme)
    assert ask_import(batch=batch, answers={}, by=programme)[1] is False
    write_import(batch=batch)
    write_import(batch=batch)
    assert Need.objects.count() == 2


def test_progress_page_waits_and_refreshes_when_it_is_over(programme, hub, sign_in):
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(ROWS), by=programme)
    ask_import(batch=batch, answers={}, by=programme)
    client, url = sign_in(programme), reverse("imports:preview", args=[batch.key])
    assert "hx-get" in client.get(url).content.decode()
    write_import(batch=batch)
    again = client.get(url, headers={"HX-Request": "true"})
    assert (again.status_code, again["HX-Refresh"]) == (204, "true")


def test_export_with_new_rows_above_adds_only_what_is_new(programme, hub):
    brought(programme, [ROWS[0], ["Ines", "", "", "", "logo", "", 2, ""], *ROWS[1:]])
    rows = [ROWS[0], ["Nour", "Ltifi", "60 000 013", "", "local", "", 1, ""], *ROWS[1:],
            ["Ines", "", "", "", "logo", "", 2, ""]]  # fmt: skip
    brought(programme, rows)
    assert Person.objects.filter(first_name="Ines").count() == 1
    assert sorted(Need.objects.values_list("words", flat=True)) == [
        "local", "logo", "prix", "vendre",
    ]  # fmt: skip


def test_headers_explained_once_are_not_asked_again(programme, hub, sign_in):
    rows = [["Qui est-ce donc", "Truc", "Machin"], ["Amira Trabelsi", "fixer mes prix", "bleu"]]
    content = workbook(F=rows)
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=content, by=programme)
    client = sign_in(programme)
    page = client.get(reverse("imports:preview", args=[batch.key]))
    said = {"Qui est-ce donc": "full_name", "Truc": "words", "Machin": "-"}
    data = {name: said[header.header] for name, header in page.context["headers"]}
    client.post(reverse("imports:explain", args=[batch.key]), data)
    page = client.get(reverse("imports:preview", args=[batch.key]))
    assert page.context["unknown_headers"] == 0
    assert page.context["counts"]["needs"] == 1
    again = keep_preview(key=uuid4(), name="b.xlsx", content=content, by=programme)
    assert again.content["drafts"][0]["needs"][0]["words"] == "fixer mes prix"
    assert HeaderMeaning.objects.count() == 1


def test_headers_take_our_columns_alone(programme, hub):
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(ROWS), by=programme)
    mark = batch.content["headers"][0]["signature"]
    explain_headers(batch=batch, meanings={(mark, "Projet"): "password"}, by=programme)
    assert HeaderMeaning.objects.get().meanings == {}
    explain_headers(batch=batch, meanings={(mark, "Projet"): Column.NOTE.value}, by=programme)
    assert HeaderMeaning.objects.get().meanings == {"projet": "note"}


def test_somebody_taken_as_known_can_be_said_to_be_another(programme, hub, sign_in):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21660000011")
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(ROWS), by=programme)
    client = sign_in(programme)
    client.post(reverse("imports:confirm", args=[batch.key]), {"apart": "0:2"})
    write_import(batch=batch)
    assert known.needs.count() == 0
    assert Person.objects.filter(first_name="Amira").count() == 2
