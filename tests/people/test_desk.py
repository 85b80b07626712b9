"""A shared computer: registered by the direction, opened by six digits, everyday work only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elspace.core.answers import Refused
from elspace.needs.actions import state_need
from elspace.needs.queries import needs_visible_to
from elspace.people.actions.desk import register_device, revoke_device, set_desk_code, try_code
from elspace.people.desk import COOKIE, DeskCode, HubDevice, is_too_easy
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.django_db
CODE = "480517"


def with_account(person: Person) -> Person:
    """Somebody who can sign in, and has chosen their digits."""
    person.invited_at = timezone.now()
    person.save()
    set_desk_code(person=person, code=CODE)
    return person


@pytest.fixture
def director(hub):
    return factories.person("Emna", roles=[Role.DIRECTOR], email="emna@hub.example")


@pytest.fixture
def hela(programme):
    return with_account(programme)


@pytest.fixture
def computer(director) -> Client:
    """The browser of the reception, which nobody has opened yet."""
    client = Client()
    client.cookies[COOKIE] = register_device(name="Accueil", by=director)
    return client


def open_by(client: Client, person: Person, code: str = CODE):
    return client.post("/desk/", {"person": str(person.key), "code": code})


def is_open(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_six_digits_open_everyday_work_in_ones_own_name(computer, hela):
    assert open_by(computer, hela).url == "/"
    assert computer.get("/needs/").status_code == 200
    salma = {"first_name": "Salma", "language": "fr", "channel": "paper"}
    computer.post("/people/add/", salma | {"entered_from": "meeting"})
    line = AuditLine.objects.get(verb="add_person")
    assert line.actor == hela
    assert AuditLine.objects.get(verb="sign_in_on_device").actor == hela


def test_what_is_not_everyday_stays_closed_even_to_the_direction(computer, director, sign_in):
    open_by(computer, with_account(director))
    assert sign_in(director).get("/audit/").status_code == 200
    for address in ("/audit/", "/hub-devices/", "/hub/identity/", "/programme/propose/"):
        assert computer.get(address).status_code == 403, address
    for address in ("/account/", "/account/password/change/", "/account/desk-code/"):
        assert computer.get(address).url == "/", address


def test_nothing_sealed_is_read_at_a_shared_computer(computer, hela):
    need = state_need(
        person=factories.resident("Salma"),
        words="Mon mari ne veut pas",
        level=2,
        key=None,
        by=None,
        is_confidential=True,
        referent=hela,
    )
    assert need in needs_visible_to(hela)
    open_by(computer, hela)
    assert computer.get(reverse("needs:need", args=[need.key])).status_code == 404
    assert "Mon mari" not in computer.get("/needs/?open=").content.decode()


def test_a_shared_computer_keeps_no_day_pack(computer, hela, sign_in):
    open_by(computer, hela)
    assert "data-pack" not in computer.get("/today/").content.decode()
    assert "data-pack" in sign_in(hela).get("/today/").content.decode()


def test_it_locks_after_five_minutes_and_gives_back_what_was_typed(computer, hela, clock):
    open_by(computer, hela)
    clock.shift(timedelta(minutes=4))
    assert computer.get("/today/").status_code == 200
    clock.shift(timedelta(minutes=4))
    assert computer.get("/today/").status_code == 200  # a click starts the five minutes anew
    clock.shift(timedelta(minutes=6))
    page = computer.post("/people/add/", {"first_name": "Salma la couturière"})
    assert page.status_code == 403
    assert "Salma la couturière" in page.content.decode()
    assert not is_open(computer)
    assert computer.get("/today/").url.startswith("/account/sign-in/")


def test_locking_by_hand_leads_back_to_the_digits(computer, hela):
    open_by(computer, hela)
    assert "Verrouiller" in computer.get("/today/").content.decode()
    assert computer.post("/desk/lock/").url == "/desk/"
    assert not is_open(computer)


def test_another_browser_knows_no_such_page(hela, director):
    assert Client().get("/desk/").status_code == 404
    other = Client()
    other.cookies[COOKIE] = "x" * 43
    assert open_by(other, hela).status_code == 404


def test_five_wrong_tries_lock_a_person_for_a_quarter_of_an_hour(computer, hela, clock):
    for _try in range(5):
        assert open_by(computer, hela, "111222").status_code == 200
    assert not is_open(computer)
    assert AuditLine.objects.filter(verb="lock_device_code").count() == 1
    open_by(computer, hela)  # the right ones now, too late
    assert not is_open(computer)
    clock.shift(timedelta(minutes=16))
    open_by(computer, hela)
    assert is_open(computer)


def test_going_through_people_locks_the_device(computer, hela):
    team = [factories.person(roles=[Role.RECEPTION]) for _n in range(5)]
    for one in team:
        with_account(one)
    for one in team:
        for _try in range(4):
            open_by(computer, one, "111222")
    assert HubDevice.objects.get().is_locked
    open_by(computer, hela)
    assert not is_open(computer)


def test_a_closed_device_shows_out_whoever_sits_at_it(computer, hela, director):
    open_by(computer, hela)
    revoke_device(device=HubDevice.objects.get(), by=director)
    assert computer.get("/today/").url == "/desk/"
    assert computer.get("/desk/").status_code == 404


def test_digits_are_hashed_and_leave_with_the_role(computer, hela):
    assert CODE not in DeskCode.objects.get().code
    assert hela.given_name in computer.get("/desk/").content.decode()
    hela.grants.all().delete()
    assert hela.given_name not in computer.get("/desk/").content.decode()
    device = HubDevice.objects.get()
    assert not try_code(device=device, person=Person.objects.get(pk=hela.pk), code=CODE)


@pytest.mark.parametrize(
    "code", ["123456", "654321", "111111", "121212", "890123", "12345", "abcdef", "٤٨٠٥١٧", ""]
)
def test_easy_digits_and_what_is_none_are_refused(programme, code):
    with pytest.raises(Refused):
        set_desk_code(person=programme, code=code)
    assert not is_too_easy(CODE)


def test_only_the_team_chooses_digits(hub):
    with pytest.raises(Refused):
        set_desk_code(person=factories.resident(), code=CODE)


def test_choosing_digits_asks_who_one_is_unless_just_said(programme, sign_in):
    client = sign_in(programme)
    assert client.get("/account/desk-code/").url.split("?")[0].endswith("/reauthenticate/")


def test_the_director_registers_the_computer_they_sit_at_and_is_signed_out(director, sign_in):
    client = sign_in(director)
    assert client.post("/hub-devices/", {"name": "Accueil"}).url == "/desk/"
    assert not is_open(client)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie.value not in HubDevice.objects.get().token_hash
    assert "Accueil" in client.get("/desk/").content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"person": "x", "code": CODE}, {"person": "\x00", "code": "9" * 9000}]
)
def test_broken_posts_open_nothing(computer, hela, sent):
    assert computer.post("/desk/", sent).status_code == 200
    assert not is_open(computer)


def test_a_computer_locked_without_network_closes_with_the_first_request(computer, hela):
    open_by(computer, hela)
    computer.cookies["desk_locked"] = "1"
    answer = computer.get("/needs/")
    assert answer.url == "/desk/"
    assert answer.cookies["desk_locked"]["max-age"] == 0
    assert not is_open(computer)
    assert open_by(computer, hela).url == "/"
    assert computer.get("/needs/").status_code == 200


def test_a_form_sent_from_a_locked_computer_writes_nothing(computer, hela):
    open_by(computer, hela)
    computer.cookies["desk_locked"] = "1"
    salma = {"first_name": "Salma", "language": "fr", "channel": "paper"}
    answer = computer.post("/people/add/", salma | {"entered_from": "meeting"})
    assert answer.status_code == 403
    assert not Person.objects.filter(first_name="Salma").exists()


def test_the_mark_of_a_lock_closes_nobodys_own_session(hela, sign_in):
    own = sign_in(hela)
    own.cookies["desk_locked"] = "1"
    assert own.get("/needs/").status_code == 200


def test_no_page_of_a_shared_computer_stays_in_its_browser(computer, hela, sign_in):
    open_by(computer, hela)
    assert "no-store" in computer.get("/needs/").headers["Cache-Control"]
    assert "no-store" not in sign_in(hela).get("/needs/").headers.get("Cache-Control", "")
