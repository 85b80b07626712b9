"""The form of a need through its four doors: kept once, kept when refused, nobody else's data."""

import re
import uuid

import pytest
from django.urls import reverse

from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.people.actions import give_link
from elspace.people.models import HalfDay, Person
from tests import factories

pytestmark = pytest.mark.django_db


def typed(**fields):
    values = {"key": str(uuid.uuid4()), "words": "Savoir vendre", "level": "3", "readers": "team"}
    return values | fields


@pytest.fixture
def naima(hub):
    person = factories.resident("Naïma", first_name_ar="نعيمة", language="ar")
    person.token = give_link(person=person, by=None).token
    return person


@pytest.fixture
def door(naima, client):
    return reverse("needs:state-by-link", args=[naima.token])


def test_a_need_is_said_by_link_without_an_account(naima, client, door):
    page = client.get(door).content.decode()
    assert "ما الذي تحتاجونه ليتقدّم مشروعكم؟" in page
    answer = client.post(door, typed(speaks=["aeb"]), follow=True)
    need = Need.objects.get()
    assert (need.person, need.entered_by, need.entered_from) == (naima, naima, "self")
    assert [language.code for language in need.speaks.all()] == ["aeb"]
    assert "الردّ قبل يوم الجمعة 19 فيفري." in answer.content.decode()


def test_opening_the_form_writes_nothing(naima, client, door):
    client.get(door)
    assert Need.objects.count() == 0
    assert naima.links.get().last_used_at is None


def test_a_double_click_makes_one_row(client, door, naima):
    data = typed()
    first, second = client.post(door, data), client.post(door, data)
    assert first.url == second.url
    assert Need.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": "مرحبا " * 400}, "ما كتبتموه ما زال هنا"),
        ({"level": ""}, "يُرجى بيان ما يحدث بدونها."),
        ({"words": "\x00\u202e"}, "تنقص بعض الكلمات"),
        ({"before_on": "2027-02-01"}, "هذا اليوم قد مضى."),
        ({"readers": "few"}, "يُرجى اختيار من يمكنه القراءة."),
        ({"speaks": ["klingon"]}, ""),
        ({"level": "9"}, ""),
    ],
)
def test_what_cannot_be_kept_is_said_kindly_and_stays_typed(client, door, fields, sentence):
    data = typed(words="Mes mots <b>à moi</b>") | fields
    answer = client.post(door, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert Need.objects.count() == 0
    kept = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.S)[1]
    assert kept.strip() in {"", "Mes mots &lt;b&gt;à moi&lt;/b&gt;", ("مرحبا " * 400).strip()}
    assert data["key"] in page
    assert "\x00" not in page


def test_the_form_of_a_dead_link_is_a_kind_page(naima, client, door):
    naima.links.update(revoked_at="2027-01-01T00:00Z")
    assert client.get(door).status_code == 404
    assert client.post(door, typed()).status_code == 404
    assert Need.objects.count() == 0


def test_only_a_referent_and_the_programme_read_when_changed(client, door, programme, naima):
    answer = client.post(door, typed(readers="few", referent=str(programme.key)))
    need = Need.objects.get()
    assert answer.status_code == 302
    assert (need.is_confidential, need.referent) == (True, programme)


def test_impossible_half_days_are_kept_and_taken_back(client, door, naima):
    client.post(door, typed(**{"impossible-0-morning": "no", "impossible-1-evening": "unknown"}))
    rows = HalfDay.objects.values_list("person", "season", "weekday", "half", "free")
    assert list(rows) == [(naima.pk, "ramadan", 0, "morning", "no")]
    client.post(door, typed())
    assert HalfDay.objects.count() == 1
    client.post(door, typed(**{"impossible-0-morning": "unknown"}))
    assert HalfDay.objects.count() == 0


def test_a_second_blocking_need_asks_which_first(client, door, naima):
    client.post(door, typed(words="La première"))
    page = client.post(door, typed(words="La seconde"), follow=True).content.decode()
    assert "La première" in page
    assert "أيّها أوّلًا؟" in page
    first = Need.objects.get(words="La première")
    step = reverse("needs:step-by-link", args=[naima.token, first.key, "first"])
    client.post(step)
    assert list(Need.objects.filter(is_first=True)) == [first]


def test_my_project_is_offered_and_kept(client, door, naima):
    venture = factories.venture("Zarbia Net", naima)
    assert "Zarbia Net" in client.get(door).content.decode()
    client.post(door, typed(venture=str(venture.key)))
    assert Need.objects.get().venture == venture


def test_a_project_of_others_is_refused(client, door, naima):
    other = factories.venture("Ailleurs", factories.resident())
    factories.venture("Zarbia Net", naima)
    assert client.post(door, typed(venture=str(other.key))).status_code == 422


def test_a_signed_in_resident_says_a_need(naima, sign_in):
    answer = sign_in(naima).post(reverse("needs:state"), typed(), follow=True)
    assert answer.status_code == 200
    assert Need.objects.get().person == naima


def test_received_shows_only_ones_own(naima, sign_in):
    other = factories.need()
    assert sign_in(naima).get(reverse("needs:received", args=[other.key])).status_code == 404


def test_the_team_writes_down_for_someone_known(naima, programme, sign_in):
    page = sign_in(programme)
    data = typed(entered_from="voice", source="expert")
    answer = page.post(f"{reverse('needs:add')}?person={naima.key}", data, follow=True)
    need = Need.objects.get()
    assert answer.status_code == 200
    assert (need.person, need.entered_by, need.entered_from) == (naima, programme, "voice")
    assert need.source == "expert"


def test_the_team_adds_someone_new_with_a_first_name(programme, sign_in):
    data = typed(name="Zohra", entered_from="paper", words="نحب نبيع")
    sign_in(programme).post(reverse("needs:add"), data)
    zohra = Need.objects.get().person
    assert (zohra.first_name, zohra.language, zohra.phone) == ("Zohra", "ar", "")


def test_an_ambiguous_name_is_asked_not_guessed(programme, sign_in):
    one = factories.resident("Amal", last_name="Rezgallah")
    factories.resident("Amal", last_name="Ben Salah")
    page, data = sign_in(programme), typed(name="Amal", entered_from="call")
    answer = page.post(reverse("needs:add"), data)
    assert "Rezgallah" in answer.content.decode()
    assert "Savoir vendre" in answer.content.decode()
    assert Need.objects.count() == 0
    page.post(reverse("needs:add"), data | {"who": str(one.key)})
    assert Need.objects.get().person == one


@pytest.fixture
def public_door(hub):
    return "/fr/need/"


def test_anybody_says_a_need_with_a_first_name(public_door, client):
    factories.person("Secrète", "Personne", roles=["reception"])
    page = client.get(public_door).content.decode()
    assert "Secrète" not in page
    answer = client.post(public_door, typed(first_name="Zohra", phone="20 123 456"), follow=True)
    need = Need.objects.get()
    assert (need.person.first_name, need.person.phone) == ("Zohra", "+21620123456")
    assert need.person.roles == frozenset()
    assert (need.state, need.level) == (State.STATED, Level.BLOCKING)
    assert "Réponse avant le vendredi 19 février." in answer.content.decode()
    assert "Savoir vendre" not in answer.content.decode()


def test_a_double_click_in_public_makes_one_person(public_door, client):
    data = typed(first_name="Zohra")
    for _click in range(2):
        client.post(public_door, data)
    assert (Need.objects.count(), Person.objects.filter(first_name="Zohra").count()) == (1, 1)


def test_many_needs_from_one_address_are_asked_to_wait_and_nothing_is_lost(public_door, client):
    for number in range(6):
        client.post(public_door, typed(first_name=f"Z{number}"))
    answer = client.post(public_door, typed(first_name="Zohra", words="Le septième"))
    assert Need.objects.count() == 6
    assert "Le septième" in answer.content.decode()
    elsewhere = client.post(public_door, typed(first_name="Zohra"), REMOTE_ADDR="10.1.1.1")
    assert elsewhere.status_code == 302


def test_a_wrong_phone_is_said_and_everything_kept(public_door, client):
    answer = client.post(public_door, typed(first_name="Zohra", phone="12"))
    assert answer.status_code == 422
    assert "Zohra" in answer.content.decode()
