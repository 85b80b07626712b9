"""The team's steps: sorting one by one, quick entry, answering otherwise, declining, the wall."""

import uuid

import pytest
from django.urls import reverse

from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.trust.models import Reading
from tests import factories

pytestmark = pytest.mark.django_db
CLASSIFY, QUICK, SHOW = "/needs/classify/", "/needs/quick/", "/needs/show/"


def to_sort(words="M'aider à parler à la banque", **fields):
    return factories.need(code=None, state=State.STATED, words=words, **fields)


def test_the_queue_shows_the_oldest_first_with_a_suggestion(programme, sign_in):
    need = to_sort()
    page = sign_in(programme).get(CLASSIFY).content.decode()
    assert "parler à la banque" in page
    assert page.index("Finances et trésorerie") < page.index("Design thinking")
    assert "«\xa0<bdi>banque" in page or "« <bdi>banque" in page
    assert Reading.objects.get().subject_id == need.pk


def test_one_press_sorts_corrects_and_confirms(programme, sign_in):
    need = to_sort()
    sign_in(programme).post(
        CLASSIFY,
        {
            "need": str(need.key),
            "discipline": str(factories.discipline("selling").key),
            "level": "1",
            "words_language": "aeb",
            "confirmed": "on",
        },
    )
    need.refresh_from_db()
    assert (need.discipline.code, need.level, need.words_language) == ("selling", 1, "aeb")
    assert need.state == State.CONFIRMED


def test_sorting_alone_confirms_nothing(programme, sign_in):
    need = to_sort()
    data = {"need": str(need.key), "discipline": str(factories.discipline().key)}
    sign_in(programme).post(CLASSIFY, data)
    need.refresh_from_db()
    assert (need.state, need.level) == (State.STATED, Level.IMPORTANT)


def test_later_shows_the_next_and_an_empty_state_at_the_end(programme, sign_in):
    first, second = to_sort("Le premier"), to_sort("Le second")
    client = sign_in(programme)
    assert "Le premier" in client.get(CLASSIFY).content.decode()
    client.post(CLASSIFY, {"need": str(first.key), "later": "1"})
    assert "Le second" in client.get(CLASSIFY).content.decode()
    client.post(CLASSIFY, {"need": str(second.key), "later": "1"})
    assert "2 besoins sont mis de côté" in client.get(CLASSIFY).content.decode()
    client.post(CLASSIFY, {"take-up": "1"})
    assert "Le premier" in client.get(CLASSIFY).content.decode()


@pytest.mark.parametrize("data", [{"need": "x"}, {"need": str(uuid.uuid4())}, {}])
def test_sorting_what_does_not_exist_is_not_found(programme, sign_in, data):
    assert sign_in(programme).post(CLASSIFY, data).status_code == 404


def test_sorting_without_a_discipline_is_said_kindly(programme, sign_in):
    need = to_sort()
    answer = sign_in(programme).post(CLASSIFY, {"need": str(need.key)}, follow=True)
    assert "Merci de choisir une discipline" in answer.content.decode()


def quick_rows(*rows):
    """POST data of rows: (name, words, extra fields by name)."""
    data = {"key": []}
    for name, words, more in rows:
        key = str(uuid.uuid4())
        data["key"].append(key)
        data |= {f"name-{key}": name, f"words-{key}": words}
        data |= {f"{field}-{key}": value for field, value in more.items()}
    return data


def test_quick_entry_keeps_rows_for_people_it_knows(programme, sign_in):
    naima = factories.resident("Naïma", last_name="Hlaoui")
    data = quick_rows(("naima hlaoui", "Vendre mes tapis", {"level": "3"}), ("", "", {}))
    answer = sign_in(programme).post(QUICK, data, follow=True)
    need = Need.objects.get()
    assert (need.person, need.level, need.entered_by) == (naima, 3, programme)
    assert "1 besoin enregistré." in answer.content.decode()


def test_quick_entry_saved_twice_makes_one_row(programme, sign_in):
    factories.resident("Naïma")
    data = quick_rows(("Naïma", "Vendre mes tapis", {}))
    client = sign_in(programme)
    client.post(QUICK, data)
    client.post(QUICK, data)
    assert Need.objects.count() == 1


def test_quick_entry_keeps_what_is_at_fault_and_saves_the_rest(programme, sign_in):
    factories.resident("Naïma")
    factories.resident("Amal", last_name="Rezgallah")
    factories.resident("Amal", last_name="Ben Salah")
    data = quick_rows(
        ("Naïma", "Vendre", {}),
        ("Amal", "Compter", {}),
        ("Zohra", "Apprendre", {}),
        ("Naïma", "", {}),
        ("", "Sans nom", {}),
    )
    answer = sign_in(programme).post(QUICK, data)
    page = answer.content.decode()
    assert [need.words for need in Need.objects.all()] == ["Vendre"]
    assert "4 lignes à revoir" in page
    for kept in ("Compter", "Apprendre", "Sans nom", "Rezgallah", "Ben Salah"):
        assert kept in page


def test_quick_entry_adds_someone_new_when_said_so(programme, sign_in):
    sign_in(programme).post(QUICK, quick_rows(("Zohra Ali", "Apprendre", {"who": "new"})))
    person = Need.objects.get().person
    assert (person.first_name, person.last_name) == ("Zohra", "Ali")


def test_answer_otherwise_finds_the_person_and_asks_between_two(programme, sign_in):
    need = factories.need()
    amal = factories.resident("Amal", last_name="Rezgallah")
    factories.resident("Amal", last_name="Ben Salah")
    client, address = sign_in(programme), reverse("needs:answer", args=[need.key])
    page = client.post(address, {"kind": "person", "name": "Amal", "text": "Le mardi"})
    assert "Ben Salah" in page.content.decode()
    assert "Le mardi" in page.content.decode()
    data = {"kind": "person", "name": "Amal", "chosen": str(amal.key), "text": "Le mardi"}
    client.post(address, data)
    need.refresh_from_db()
    assert need.state == State.ADDRESSED
    assert need.other_answers.get().person == amal
    assert "Amal" in Message.objects.get(recipient=need.person).body


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "person", "name": "Inconnue"}, "Nous ne connaissons personne de ce nom."),
        ({"kind": "document", "text": ""}, "Merci d’écrire la réponse."),
        ({"kind": "person"}, "Merci de choisir qui peut aider."),
    ],
)
def test_answer_otherwise_says_what_is_missing(programme, sign_in, data, sentence):
    need = factories.need()
    page = sign_in(programme).post(reverse("needs:answer", args=[need.key]), data)
    assert sentence in page.content.decode()
    assert need.other_answers.count() == 0


def test_decline_needs_a_reason_and_keeps_it_typed(programme, sign_in):
    need = factories.need()
    client, address = sign_in(programme), reverse("needs:decline", args=[need.key])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert "é" * 301 in client.post(address, {"reason": "é" * 301}).content.decode()
    client.post(address, {"reason": "Une avocate peut"})
    assert Need.objects.get().state == State.DECLINED


def test_a_need_shows_who_has_read_it(programme, sign_in):
    need = factories.need()
    page = sign_in(programme).get(reverse("needs:need", args=[need.key])).content.decode()
    assert "Qui a lu ces mots" in page
    assert "<bdi>Hela</bdi>" in page


def test_the_wall_shows_counts_without_names_or_words(programme, sign_in):
    naima = factories.resident("Naïma-plantée")
    factories.need(naima, words="mots-plantés", level=Level.BLOCKING)
    for _each in range(4):
        factories.need(is_confidential=True)
    page = sign_in(programme).get(SHOW).content.decode()
    assert "Naïma-plantée" not in page
    assert "mots-plantés" not in page
    assert '<strong class="fig">1</strong> besoin de <strong class="fig">1</strong>' in page
    assert "confidentiel" not in page
    factories.need(is_confidential=True)
    assert "et 5 rendez-vous confidentiels" in sign_in(programme).get(SHOW).content.decode()


PLANTED = ("mot-planté", "Prénom-planté", "discipline-plantée")


@pytest.fixture
def sealed(hub):
    """A confidential need of a person, in a discipline, that nobody else asks for."""
    factories.discipline("discipline-plantée")
    person = factories.person("Prénom-planté", roles=[Role.RESIDENT])
    return factories.need(
        person,
        code="discipline-plantée",
        words="mot-planté banque",
        is_confidential=True,
        state=State.STATED,
    )


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.COMMUNITY, Role.DIRECTOR])
def test_a_confidential_need_leaks_on_no_page_of_others(sealed, sign_in, role):
    client = sign_in(factories.person(roles=[role]))
    board = client.get("/needs/").content.decode()
    assert "mot-planté" not in board
    assert "Prénom-planté" not in board
    opened = client.get("/needs/?open=discipline-plantée").content.decode()
    assert "mot-planté" not in opened
    assert "Prénom-planté" not in opened
    sealed.discipline = None
    sealed.save()
    for address in (CLASSIFY, SHOW, "/needs/?open=finance"):
        page = client.get(address).content.decode()
        assert "mot-planté" not in page
        assert "Prénom-planté" not in page
    assert Reading.objects.count() == 0


def test_a_confidential_need_is_named_an_appointment(sealed, programme):
    from elspace.core.registries import subject_of

    subject = subject_of(sealed)
    outsider = factories.person(roles=[Role.RECEPTION])
    for user in (outsider, programme):
        assert subject.title(sealed, user) in {"Rendez-vous", "Appointment"}
    assert subject.url(sealed, outsider) == ""
    assert str(sealed.key) in subject.url(sealed, programme)


def test_the_programme_and_the_referent_read_a_confidential_need(sealed, programme, sign_in):
    referent = factories.person("Référente", roles=[Role.RECEPTION])
    sealed.referent = referent
    sealed.save()
    for user in (programme, referent):
        address = reverse("needs:need", args=[sealed.key])
        assert "mot-planté" in sign_in(user).get(address).content.decode()
    assert {r.reader for r in Reading.objects.all()} == {programme, referent}


def test_newcomers_are_marked_for_the_team(hub, programme, sign_in):
    stranger = Person.objects.create_user(first_name="Zohra")
    factories.need(stranger)
    page = sign_in(programme).get("/needs/?open=finance").content.decode()
    assert "nouvelle personne" in page


def test_quick_entry_says_that_a_name_is_too_long(programme, sign_in):
    key = "0b1d3f2e-8a0c-4b4e-9a55-0f6d1c7f5a11"
    sent = {"key": key, f"name-{key}": "x" * 5000, f"words-{key}": "Vendre", f"who-{key}": "new"}
    answer = sign_in(programme).post(QUICK, sent)
    assert answer.status_code == 422
    assert Need.objects.count() == 0


def test_quick_entry_makes_one_person_of_a_new_name_written_twice(programme, sign_in):
    team = sign_in(programme)
    new = {"who": "new"}
    team.post(
        QUICK, quick_rows(("Moncef Jarraya", "Mes prix", new), ("moncef jarraya", "Vendre", new))
    )
    (moncef,) = Person.objects.filter(last_name="Jarraya")
    assert moncef.needs.count() == 2
