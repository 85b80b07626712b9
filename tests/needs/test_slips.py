"""Typing the slips of a workshop: kept once, kept when at fault, the right stub for each page."""

import uuid

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.needs import actions, queries
from elspace.needs.models import Need, Slip
from elspace.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(hub):
    made = factories.workshop()
    factories.slips(made)
    return made


@pytest.fixture
def client(sign_in, programme):
    return sign_in(programme)


@pytest.fixture
def address(workshop):
    return reverse("needs:workshop-type", args=[workshop.key])


def lines(*rows):
    """Rows as the page sends them."""
    data = {"key": []}
    for row in rows:
        key = row.pop("key", None) or str(uuid.uuid4())
        data["key"].append(key)
        data |= {f"{name}-{key}": value for name, value in row.items()}
    return data


def test_slips_become_needs_of_people_without_contact(client, address, workshop, programme):
    rows = [
        {"slip": "3", "name": "Amal", "words": "Faire une facture", "level": "3"},
        {"slip": f"{workshop.code}-07", "name": "", "words": "كيفاش نبيع", "level": "1"},
        {"slip": "", "name": "Sami", "words": "Dit à voix haute", "level": "2"},
    ]
    assert client.post(address, lines(*rows)).status_code == 302
    needs = list(Need.objects.order_by("pk").select_related("slip", "person"))
    assert [need.slip.number for need in needs] == [3, 7, None]
    assert [need.person.first_name for need in needs] == ["Amal", f"{workshop.code}-07", "Sami"]
    assert [need.level for need in needs] == [3, 1, 2]
    assert [need.entered_from for need in needs] == ["paper", "paper", "meeting"]
    assert [need.person.language for need in needs] == ["fr", "ar", "fr"]
    assert {need.entered_by for need in needs} == {programme}
    assert {need.person.phone for need in needs} == {""}
    assert 3 not in queries.missing_numbers(workshop)
    assert queries.answered_of(workshop).people == 3


def test_sending_again_after_a_cut_doubles_nothing(client, address):
    data = lines(
        *({"slip": str(n), "name": f"P{n}", "words": "x", "level": "2"} for n in range(1, 6))
    )
    client.post(address, data)
    data |= lines({"slip": "6", "name": "P6", "words": "x"}) | {
        "key": data["key"] + list(lines({"slip": "6"})["key"])
    }
    client.post(address, data)
    assert Need.objects.filter(slip__number__lte=5).count() == 5


def test_a_name_the_hub_knows_is_asked_for_never_guessed(client, address):
    known = factories.resident("Salma", last_name="Ouerghemmi")
    row = {"key": str(uuid.uuid4()), "slip": "4", "name": "Salma", "words": "Vendre"}
    answer = client.post(address, lines(dict(row)))
    assert answer.status_code == 422
    assert "Ouerghemmi" in answer.content.decode()
    assert Need.objects.count() == 0
    client.post(address, lines(row | {"who": str(known.key)}))
    need = Need.objects.get()
    assert (need.person, need.slip.is_new) == (known, False)


def test_a_name_in_the_other_script_is_asked_about(client, address):
    factories.resident("Salma", last_name="Ouerghemmi")
    factories.resident("Firas", last_name="Boughdamsi")
    answer = client.post(address, lines({"slip": "4", "name": "سلمى", "words": "نبيع"}))
    assert "Ouerghemmi" in answer.content.decode()
    client.post(address, lines({"slip": "5", "name": "Fares", "words": "Vendre"}))
    assert Need.objects.get().slip.is_new


def test_two_of_one_name_in_the_room_are_asked_about_alike_ones_are_not(client, address):
    client.post(address, lines({"slip": "1", "name": "Amal", "words": "Vendre"}))
    client.post(address, lines({"slip": "2", "name": "Amel", "words": "Compter"}))
    assert Need.objects.count() == 2
    answer = client.post(address, lines({"slip": "3", "name": "amal", "words": "Écrire"}))
    assert answer.status_code == 422


def test_someone_of_the_same_first_name_may_be_new(client, address):
    factories.resident("Salma", last_name="Ouerghemmi")
    client.post(address, lines({"slip": "4", "name": "Salma", "words": "Vendre", "who": "new"}))
    assert Need.objects.get().slip.is_new
    assert Person.objects.filter(first_name="Salma").count() == 2


def test_a_slip_typed_twice_is_asked_about(client, address, workshop):
    client.post(address, lines({"slip": "4", "name": "Amal", "words": "Vendre"}))
    row = {"key": str(uuid.uuid4()), "slip": "4", "name": "Amal", "words": "Et compter"}
    answer = client.post(address, lines(dict(row)))
    assert answer.status_code == 422
    assert "déjà saisie" in answer.content.decode()
    assert "Et compter" in answer.content.decode()
    client.post(address, lines(row | {"another": "on"}))
    first, second = Need.objects.order_by("pk")
    assert (first.person, first.slip) == (second.person, second.slip)
    assert queries.answered_of(workshop).people == 1


@pytest.mark.parametrize("number", ["57", "abc", "XXXX-3-4", "0"])
def test_a_misread_number_is_asked_about_and_the_line_kept(client, address, number):
    answer = client.post(address, lines({"slip": number, "name": "Amal", "words": "Vendre"}))
    assert answer.status_code == 422
    assert "Vendre" in answer.content.decode()
    assert Need.objects.count() == 0


def test_arabic_digits_are_numbers(client, address):
    client.post(address, lines({"slip": "٧", "name": "أمل", "words": "نحب نبيع"}))
    assert Need.objects.get().slip.number == 7


def test_who_would_rather_talk_apart_leaves_no_word(client, address, programme):
    row = {"slip": "5", "name": "Amal", "words": "mot-planté", "apart": "on"}
    client.post(address, lines(row))
    need = Need.objects.get()
    assert (need.is_confidential, need.referent) == (True, programme)
    assert "planté" not in need.words


def test_a_discipline_may_be_given_at_once(client, address):
    finance = factories.discipline("finance")
    row = {"slip": "5", "name": "A", "words": "Compter", "discipline": str(finance.key)}
    client.post(address, lines(row))
    assert Need.objects.get().discipline == finance


def test_a_receipt_opens_the_page_once_its_slip_is_typed(client, address, workshop, sign_in):
    slip = Slip.objects.get(number=9)
    visitor = sign_in(None)
    assert visitor.post("/fr/receipt/", {"code": slip.receipt}).status_code == 422
    client.post(address, lines({"slip": "9", "name": "", "words": "Trouver un local"}))
    opened = visitor.post("/fr/receipt/", {"code": slip.receipt}, follow=True)
    assert "Trouver un local" in opened.content.decode()


def test_a_slip_under_a_wrong_number_moves_with_its_page(client, address, workshop, sign_in):
    client.post(address, lines({"slip": "9", "name": "", "words": "Trouver un local"}))
    wrong, right = Slip.objects.get(number=9), Slip.objects.get(number=6)
    fix = reverse("needs:workshop-renumber", args=[workshop.key])
    client.post(fix, {"slip": str(wrong.key), "number": "6"})
    visitor = sign_in(None)
    assert visitor.post("/fr/receipt/", {"code": wrong.receipt}).status_code == 422
    assert visitor.post("/fr/receipt/", {"code": right.receipt}).status_code == 302
    assert 9 in queries.missing_numbers(workshop)
    assert Need.objects.get().slip == right


def test_a_slip_never_moves_onto_another_that_is_typed(client, address, workshop):
    rows = [{"slip": str(n), "name": f"P{n}", "words": "x"} for n in (1, 2)]
    client.post(address, lines(*rows))
    with pytest.raises(Refused):
        actions.renumber_slip(slip=Slip.objects.get(number=1), number=2, by=None)


def test_slips_written_by_hand_may_bear_any_number(hub, client):
    bare = factories.workshop()
    address = reverse("needs:workshop-type", args=[bare.key])
    client.post(address, lines({"slip": "12", "name": "Amal", "words": "Vendre"}))
    assert Need.objects.get().slip.number == 12
