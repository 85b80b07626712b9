"""From a file to rows: seen first, all or nothing, once, nobody merged silently."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.registries import periodic_jobs
from elspace.hub.enums import Half, Season
from elspace.imports.actions import ask_import, keep_preview, write_import
from elspace.imports.enums import BatchState
from elspace.imports.models import ImportBatch
from elspace.imports.planning import MOST_AT_ONCE, make_plan
from elspace.needs.models import Need
from elspace.people.enums import Free, Role
from elspace.people.models import HalfDay, Person
from elspace.people.queries import half_days_of
from elspace.support.models import Expert
from elspace.trust.models import AuditLine
from elspace.ventures.models import Venture
from tests import factories
from tests.imports.files import text_file, workbook

pytestmark = pytest.mark.django_db
PEOPLE = ["Prénom", "Nom", "Téléphone", "Mail", "Projet", "Besoin", "Discipline", "Sans cela"]
TWO_SHEETS = {
    "Résidents": [
        PEOPLE,
        ["Amira", "Trabelsi", "60 000 011", "", "Zitouna", "fixer mes prix", "Finance", 3],
        ["Amira", "Trabelsi", "60 000 011", "", "Zitouna", "n7eb nbi3 barra", "", 2],
        ["سلمى", "", "", "", "", "كيف أجد حرفاء", "", "بدونها أتقدّم ببطء"],
    ],
    "Experts": [
        ["Prénom", "Disciplines", "Langues parlées", "Demi-journées oui", "Demi-journées non",
         "Heures par mois"],
        ["Karim", "finance", "tounsi; français", "mar. matin", "jeu", 6],
    ],
}  # fmt: skip


@pytest.fixture
def upload(programme, sign_in):
    """`upload(content)` chooses a file and gives the preview's client, key and response."""
    client = sign_in(programme)

    def choose(content: bytes, name: str = "liste.xlsx", **more):
        key = str(uuid4())
        data = {"key": key, "file": SimpleUploadedFile(name, content), **more}
        response = client.post(reverse("imports:start"), data, follow=True)
        return client, key, response

    return choose


def work(key) -> None:
    """What the worker does next."""
    batch = ImportBatch.objects.filter(key=key).first()
    if batch is not None:
        write_import(batch=batch)


def press(client, key, **answers):
    response = client.post(reverse("imports:confirm", args=[key]), answers, follow=True)
    work(key)
    if response.context and response.context.get("refusal"):
        return response
    return client.get(reverse("imports:preview", args=[key]), follow=True)


def written() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Person, Need, Expert, Venture, HalfDay, AuditLine)
    )


def test_preview_writes_nothing_and_confirmation_everything(upload, programme):
    before = written()
    client, key, response = upload(workbook(**TWO_SHEETS))
    assert response.redirect_chain[-1][0] == reverse("imports:preview", args=[key])
    assert written() == before
    page = press(client, key)
    assert page.redirect_chain[-1][0] == reverse("imports:done", args=[key])
    amira = Person.objects.get(first_name="Amira")
    assert (amira.phone, amira.roles) == ("+21660000011", {Role.RESIDENT})
    first, second = amira.needs.order_by("pk")
    assert (first.words, first.level, first.discipline.code) == ("fixer mes prix", 3, "finance")
    assert (first.entered_from, first.entered_by, first.venture.name) == (
        "import", programme, "Zitouna",
    )  # fmt: skip
    assert (second.words_language, second.discipline) == ("aeb", None)
    assert Need.objects.get(person__first_name="سلمى").words_language == "ar"
    karim = Expert.objects.get(person__first_name="Karim")
    assert (karim.hours_a_month, list(karim.person.speaks.values_list("code", flat=True))) == (
        6, ["aeb", "fr"],
    )  # fmt: skip
    assert half_days_of([karim.person], Season.USUAL)[karim.person_id] == {
        (1, Half.MORNING): Free.YES,
        **{(3, half): Free.NO for half in Half},
    }
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.content, bytes(batch.file)) == (BatchState.DONE, {}, b"")


def test_audit_lines_are_one_batch_without_personal_data(upload):
    AuditLine.objects.all().delete()
    client, key, _response = upload(workbook(**TWO_SHEETS))
    press(client, key)
    lines = AuditLine.objects.all()
    assert {str(line.batch) for line in lines} == {key}
    assert sum(line.verb == "state_need" for line in lines) == 3
    told = " ".join(str(line.changes) for line in lines)
    assert not [word for word in ("Amira", "60000011", "prix") if word in told]


def test_double_press_back_button_and_the_same_file_again_write_once(upload):
    content = workbook(**TWO_SHEETS)
    client, key, _response = upload(content)
    press(client, key)
    after = written()
    assert press(client, key).redirect_chain[-1][0] == reverse("imports:done", args=[key])
    assert client.get(reverse("imports:preview", args=[key])).status_code == 302
    client, again, response = upload(content)
    assert response.context["counts"]["people"] == response.context["counts"]["needs"] == 0
    assert response.context["counts"]["needs_here"] == 3
    press(client, again)
    assert written()[:5] == after[:5]


def test_rows_answered_once_are_not_asked_again(upload):
    factories.resident("Mohamed", last_name="Ben Salah")
    content = text_file([PEOPLE, ["Mohamed", "Ben Salah", "", "", "", "vendre", "", 2]])
    client, key, response = upload(content, "a.csv")
    press(client, key, rest="same")
    _client, _key, response = upload(content, "a.csv")
    assert response.context["plan"].matched.questions == []
    assert response.context["counts"]["needs_here"] == 1


def test_more_than_can_be_written_at_once_is_said(programme, hub):
    rows = [["Prénom"], *([f"Personne {n}"] for n in range(MOST_AT_ONCE + 1))]
    batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(rows), by=programme)
    assert [fault.code for fault in make_plan(batch, programme, {}).faults] == ["many_at_once"]


def test_same_form_sent_twice_keeps_one_preview(upload, programme):
    content = workbook(**TWO_SHEETS)
    key = uuid4()
    one = keep_preview(key=key, name="a.xlsx", content=content, by=programme)
    two = keep_preview(key=key, name="a.xlsx", content=content, by=programme)
    assert one.pk == two.pk


def test_same_person_in_another_file_gets_only_what_is_new(upload):
    client, key, _response = upload(workbook(**TWO_SHEETS))
    press(client, key)
    rows = [PEOPLE, ["AMÎRA", "trabelsi", "+216 60000011", "", "", "Fixer mes prix !", "", 1],
            ["Amira", "Trabelsi", "", "", "ZITOUNA", "un nouveau besoin", "", 1]]  # fmt: skip
    client, key, response = upload(text_file(rows), "b.csv")
    counts = response.context["counts"]
    assert (counts["people"], counts["known"], counts["needs"], counts["needs_here"]) == (
        0,
        1,
        1,
        1,
    )
    press(client, key)
    assert Person.objects.filter(first_name__iexact="amira").count() == 1


def test_name_alone_is_a_question_and_stops_the_confirmation(upload):
    known = factories.resident("Mohamed", last_name="Ben Salah")
    rows = [PEOPLE, ["محمد", "بن صالح", "", "", "", "vendre", "", 2]]
    client, key, response = upload(text_file(rows), "a.csv")
    question = response.context["plan"].matched.questions[0]
    assert [choice.known.pk for choice in question.choices] == [known.pk]
    before = written()
    page = press(client, key)
    assert page.status_code == 200
    assert page.context["refusal"] is not None
    assert written() == before
    press(client, key, **{f"who-{question.first.place}": f"known:{known.key}"})
    assert Need.objects.get().person == known


def test_somebody_else_of_the_same_name_is_added(upload):
    known = factories.resident("Mohamed", last_name="Ben Salah")
    rows = [PEOPLE, ["Mohammed", "Ben Salah", "60 000 099", "", "", "vendre", "", 2]]
    client, key, response = upload(text_file(rows), "a.csv")
    place = response.context["plan"].matched.questions[0].first.place
    press(client, key, **{f"who-{place}": "new"})
    assert Need.objects.get().person != known
    assert Person.objects.filter(last_name="Ben Salah").count() == 2


def test_name_alone_within_the_file_is_a_question_too(upload):
    rows = [PEOPLE, *(["Ines", "Gharbi", "", "", "", f"besoin {n}", "", 2] for n in range(5))]
    client, key, response = upload(text_file(rows), "a.csv")
    assert len(response.context["plan"].matched.questions) == 4
    press(client, key, rest="same")
    assert Person.objects.filter(first_name="Ines").count() == 1
    assert Need.objects.count() == 5


def test_name_written_nearly_the_same_is_a_question_even_with_the_same_project(upload):
    factories.venture("Zitouna", factories.resident("Amir", last_name="Trabelsi"))
    rows = [PEOPLE, ["Amira", "Trabelsi", "", "", "Zitouna", "vendre", "", 2]]
    _client, _key, response = upload(text_file(rows), "a.csv")
    (question,) = response.context["plan"].matched.questions
    assert [choice.reason for choice in question.choices] == ["near"]


def test_same_phone_under_another_name_is_a_question(upload):
    factories.resident("Hela", last_name="Mansour", phone="+21660000011")
    rows = [PEOPLE, ["Omar", "Mansour", "60 000 011", "", "", "vendre", "", 2]]
    _client, _key, response = upload(text_file(rows), "a.csv")
    assert response.context["plan"].matched.questions[0].choices[0].reason == "phone"


def test_somebody_else_never_takes_a_mail_address_over(upload):
    known = factories.resident("Leïla", last_name="Mansour", email="leila@mail.example")
    rows = [PEOPLE, ["Omar", "Ben", "", "leila@mail.example", "", "vendre", "", 2]]
    client, key, response = upload(text_file(rows), "a.csv")
    place = response.context["plan"].matched.questions[0].first.place
    press(client, key, **{f"who-{place}": "new"})
    assert Person.objects.get(first_name="Omar").email is None
    known.refresh_from_db()
    assert known.email == "leila@mail.example"


def test_person_known_keeps_their_page_and_their_answers(upload):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21660000011", language="ar")
    factories.half_days(known, (0, Half.MORNING), free=Free.YES)
    headers = [*PEOPLE, "Lit", "Impossible"]
    rows = [headers, ["Amira", "Trabelsi", "60000011", "x@y.example", "", "vendre", "", 2, "fr",
                      "lun. matin; mar. soir"]]  # fmt: skip
    client, key, _response = upload(text_file(rows), "a.csv")
    press(client, key)
    known.refresh_from_db()
    assert (known.language, known.email) == ("ar", None)
    assert half_days_of([known], Season.USUAL)[known.pk] == {
        (0, Half.MORNING): Free.YES,
        (1, Half.EVENING): Free.NO,
    }


def test_faults_stop_the_confirmation_until_they_are_left_out_knowingly(upload, programme):
    rows = [PEOPLE, ["", "", "6", "", "", "x", "", 2], ["Omar", "", "6000", "", "", "y", "", 2]]
    client, key, _response = upload(text_file(rows), "a.csv")
    before = written()
    assert press(client, key).context["refusal"] is not None
    assert written() == before
    press(client, key, skip="1")
    omar = Person.objects.get(first_name="Omar")
    assert (omar.phone, Need.objects.get().words) == ("", "y")


def test_corrected_file_takes_the_place_of_the_first_one(upload, programme):
    _client, key, _response = upload(text_file([PEOPLE, ["", "", "6", "", "", "x"]]), "a.csv")
    _client, again, _response = upload(text_file([PEOPLE, ["Omar"]]), "a.csv", replaces=key)
    assert [str(batch.key) for batch in ImportBatch.objects.all()] == [again]


def test_one_row_refused_takes_everything_back(upload):
    """The mail belongs to a page that was closed: no question about it, and it cannot be taken."""
    factories.person("Sami", email="sami@mail.example", is_active=False)
    rows = [PEOPLE, ["Omar", "", "", "", "", "x", "", 2],
            ["Sami", "", "", "sami@mail.example", "", "y", "", 2]]  # fmt: skip
    client, key, _response = upload(text_file(rows), "a.csv")
    before = written()
    page = press(client, key)
    assert "3" in str(page.context["refusal"].reason)
    assert written() == before
    assert ImportBatch.objects.filter(key=key).exists()


def test_person_erased_since_comes_anew(upload):
    content = text_file([PEOPLE, ["Omar", "", "", "", "", "x", "", 2]])
    client, key, _response = upload(content, "a.csv")
    press(client, key)
    Person.objects.filter(first_name="Omar").update(is_active=False, first_name="–", folded="")
    client, key, _response = upload(content, "a.csv")
    press(client, key)
    assert Person.objects.filter(first_name="Omar", is_active=True).count() == 1


def test_confidential_need_is_not_betrayed_by_the_same_words(programme, hub):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21660000011")
    factories.need(known, words="un secret", is_confidential=True)
    rows = [PEOPLE, ["Amira", "Trabelsi", "60000011", "", "", "un secret", "", 2]]
    community = factories.person("Sonia", roles=[Role.COMMUNITY])
    for user, here in ((community, 0), (programme, 1)):
        batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(rows), by=user)
        assert make_plan(batch, user, {}).counts["needs_here"] == here


def test_preview_is_seen_by_its_owner_alone(upload, sign_in):
    _client, key, _response = upload(workbook(**TWO_SHEETS))
    other = sign_in(factories.person("Sonia", roles=[Role.COMMUNITY], email="s@hub.example"))
    for name in ("preview", "rows"):
        response = other.get(reverse(f"imports:{name}", args=[key]))
        assert response.status_code == 302
    other.post(reverse("imports:cancel", args=[key]))
    assert press(other, key).redirect_chain[-1][0] == reverse("imports:start")
    assert ImportBatch.objects.filter(key=key).exists()


def test_file_is_forgotten_when_cancelled_and_after_a_day(upload, clock):
    client, key, _response = upload(workbook(**TWO_SHEETS))
    client.post(reverse("imports:cancel", args=[key]))
    assert ImportBatch.objects.count() == 0
    upload(workbook(**TWO_SHEETS))
    job = periodic_jobs["imports.forget"]
    clock.shift(timedelta(hours=23))
    job.run()
    assert ImportBatch.objects.count() == 1
    clock.shift(timedelta(hours=2))
    job.run()
    assert ImportBatch.objects.count() == 0


def test_file_that_cannot_be_read_is_said_on_the_page(upload):
    _client, _key, response = upload(b"%PDF-1.7", "cv.pdf")
    assert response.status_code == 200
    assert ".xlsx" in str(response.context["refusal"].reason)
    _client, _key, response = upload(b"", "vide.csv")
    assert response.context["refusal"] is not None


def test_form_without_a_file_asks_for_one(programme, sign_in):
    response = sign_in(programme).post(reverse("imports:start"), {"key": str(uuid4())})
    assert response.context["form"].errors["file"]


def test_queries_of_the_preview_do_not_grow_with_rows(programme, hub):
    counts = []
    for size in (3, 60):
        rows = [PEOPLE, *([f"P{n}", "", "", "", f"V{n}", "x", "", 2] for n in range(size))]
        batch = keep_preview(key=uuid4(), name="a.csv", content=text_file(rows), by=programme)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            make_plan(batch, programme, {})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_rows_page_shows_everybody(upload):
    rows = [PEOPLE, *([f"Personne{n:03}", "", "", "", "", "x", "", 2] for n in range(70))]
    client, key, response = upload(text_file(rows), "a.csv")
    assert reverse("imports:rows", args=[key]) in response.content.decode()
    second = client.get(reverse("imports:rows", args=[key]), {"page": 2}).content.decode()
    assert "Personne069" in second
    assert "Personne001" not in second


def test_words_are_escaped_and_kept(upload):
    rows = [PEOPLE, ['A"&B', "", "", "", "", "prix < 20 & > 5", "", 2]]
    client, key, response = upload(text_file(rows), "a.csv")
    assert "prix &lt; 20 &amp; &gt; 5" in response.content.decode()
    press(client, key)
    assert Need.objects.get().words == "prix < 20 & > 5"


def test_confirm_import_of_a_file_forgotten_is_refused(programme, hub):
    content = workbook(**TWO_SHEETS)
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=content, by=programme)
    batch.delete()
    with pytest.raises(Refused):
        ask_import(batch=batch, answers={}, by=programme)
