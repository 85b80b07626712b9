"""What a device kept arrives once, by its key; a session, or a token of the hub, opens the door."""

import json
import uuid
from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from elspace.agenda.models import AttendanceMark
from elspace.billing.models import Payment
from elspace.core.moments import today
from elspace.hub.models import Hub
from elspace.people.actions.desk import register_device, revoke_device
from elspace.people.desk import COOKIE, HubDevice
from elspace.people.models import Person
from elspace.reception.models import PresenceMark
from elspace.reception.queries import in_now
from elspace.support.enums import SessionState
from tests import factories
from tests.personas import persona

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person | None], Client]
NOW_MS = 1_800_000_000_000  # whatever the clock of the device says


def entry(kind: str, minutes_ago: int = 0, **said: object) -> dict[str, object]:
    at = NOW_MS - minutes_ago * 60_000
    return {"kind": kind, "key": str(uuid.uuid4()), "at": at} | {
        name: str(value) for name, value in said.items()
    }


def send(client: Client, *entries: dict[str, object], status: int = 200) -> dict:
    body = json.dumps({"sent": NOW_MS, "entries": entries})
    answer = client.post("/reception/merge/", body, content_type="application/json")
    assert answer.status_code == status
    return answer.json() if answer["Content-Type"] == "application/json" else {}


@pytest.fixture
def desk(hub: object, sign_in: SignIn) -> Client:
    return sign_in(persona("reception"))


@pytest.fixture
def device(hub: object) -> Client:
    """A browser of the hub at which nobody is signed in."""
    client = Client()
    client.cookies[COOKIE] = register_device(name="Accueil", by=persona("director"))
    return client


def test_each_entry_counts_once_however_often_it_is_sent(desk):
    amel = factories.resident("Amel")
    entries = [entry("in", 10, person=amel.key), entry("visit", 5, first_name="Hatem")]
    for _time in range(2):
        assert send(desk, *entries)["done"] == [one["key"] for one in entries]
    assert PresenceMark.objects.count() == 2
    assert in_now().people == [amel]


def test_marks_count_from_when_they_were_said(desk):
    amel = factories.resident("Amel")
    send(desk, entry("out", 3, person=amel.key))
    send(desk, entry("in", 30, person=amel.key))
    assert in_now().people == []
    said = sorted(timezone.now() - mark.at for mark in PresenceMark.objects.all())
    assert said == [timedelta(minutes=3), timedelta(minutes=30)]


def test_a_device_of_the_hub_needs_no_session_until_it_is_revoked(device):
    amel = factories.resident("Amel")
    send(device, entry("in", person=amel.key))
    mark = PresenceMark.objects.get()
    assert (mark.by, mark.device.name) == (None, "Accueil")
    revoke_device(device=HubDevice.objects.get(), by=persona("director"))
    send(device, entry("out", person=amel.key), status=403)
    assert in_now().people == [amel]


def test_nobody_else_merges(hub, sign_in):
    amel = factories.resident("Amel")
    for who in (None, amel):
        send(sign_in(who), entry("in", person=amel.key), status=403)
    assert PresenceMark.objects.count() == 0


def test_the_door_wants_a_token_of_the_page(hub):
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = register_device(name="Accueil", by=persona("director"))
    amel = factories.resident("Amel")
    send(client, entry("in", person=amel.key), status=403)
    token = client.get("/reception/merge/").json()["token"]
    body = json.dumps({"sent": NOW_MS, "entries": [entry("in", person=amel.key)]})
    answer = client.post(
        "/reception/merge/", body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200
    assert in_now().people == [amel]


def test_a_line_that_cannot_be_taken_does_not_hold_the_others_up(desk):
    amel = factories.resident("Amel")
    good = entry("in", person=amel.key)
    answer = send(
        desk,
        entry("in", person=uuid.uuid4()),
        entry("dance", person=amel.key),
        {"kind": "in", "key": "x"},
        entry("tick", person=amel.key, occasion="x", presence="present"),
        good,
    )
    assert answer["done"] == [good["key"]]
    assert len(answer["refused"]) == 4


@pytest.mark.parametrize("body", ["", "[]", "{", '{"entries": 3}', '{"entries": [1, null]}'])
def test_a_damaged_sending_breaks_nothing(desk, body):
    answer = desk.post("/reception/merge/", body, content_type="application/json")
    assert answer.json()["done"] == []


def session_today(person: Person, **more: object) -> object:
    session = factories.session(
        of=factories.term(),
        on=today(),
        at=time(9),
        needs=[factories.need(person)],
        state=SessionState.ANNOUNCED,
    )
    for name, value in more.items():
        setattr(session, name, value)
    session.save()
    return session


def test_a_tick_of_the_roll_call_arrives_once(device):
    amel = factories.resident("Amel")
    occasion = session_today(amel).occasion
    tick = entry("tick", 4, person=amel.key, occasion=occasion.key, presence="present")
    send(device, tick)
    send(device, tick)
    mark = AttendanceMark.objects.get()
    assert (mark.person, mark.presence, mark.device) == (amel, "present", "Accueil")


def receipt(person: Person, **more: object) -> dict[str, object]:
    said = {"amount": "120.500", "device": "ab12cd34", "number": 3} | more
    return entry("cash", 25, person=person.key, **said)


def test_cash_taken_during_a_cut_is_one_receipt_with_the_number_given(device):
    amel = factories.resident("Amel")
    cash = receipt(amel)
    for _time in range(2):
        assert send(device, cash)["refused"] == []
    payment = Payment.objects.get()
    assert (payment.amount, payment.payer.person) == (Decimal("120.500"), amel)
    assert payment.code == "2027-02-16/ab12cd34/003"
    assert payment.taken_at == timezone.now() - timedelta(minutes=25)


def test_two_devices_give_numbers_of_their_own(device, desk):
    amel = factories.resident("Amel")
    send(device, receipt(amel, number=1))
    send(desk, receipt(amel, number=1, device="ef56"))
    codes = {payment.code for payment in Payment.objects.all()}
    assert codes == {"2027-02-16/ab12cd34/001", "2027-02-16/ef56/001"}


@pytest.mark.parametrize("amount", ["", "0", "-5", "NaN", "Infinity", "1e9", "1.2345", "abc"])
def test_an_amount_that_cannot_be_is_said_and_nothing_is_entered(desk, amount):
    answer = send(desk, receipt(factories.resident("Amel"), amount=amount))
    assert len(answer["refused"]) == 1
    assert Payment.objects.count() == 0


def test_cash_needs_its_part_and_who_may_take_it(desk):
    amel = factories.resident("Amel")
    assert "Espèces reçues" in desk.get("/reception/kept/").content.decode()
    Hub.objects.update(modules=["reception", "check_in"])
    assert "Espèces reçues" not in desk.get("/reception/kept/").content.decode()
    assert len(send(desk, receipt(amel))["refused"]) == 1
    assert Payment.objects.count() == 0


def test_nothing_confidential_is_ticked_or_kept(desk):
    amel, other = factories.resident("Amel"), factories.resident("Bilel")
    sealed = session_today(amel, is_confidential=True)
    open_one = session_today(other)
    page = desk.get("/reception/kept/").content.decode()
    assert str(open_one.occasion.key) in page
    assert str(sealed.occasion.key) not in page
    assert "Amel" not in page
    tick = entry("tick", person=amel.key, occasion=sealed.occasion.key, presence="present")
    assert len(send(desk, tick)["refused"]) == 1


def test_the_kept_page_holds_first_names_with_an_initial_where_two_share_one(desk):
    for family in ("Zelfani", "Aroua"):
        session_today(factories.resident("Zohra", last_name=family, phone="+21660012345"))
    session_today(factories.resident("Bilel", last_name="Hasnoun"))
    answer = desk.get("/reception/kept/")
    page = answer.content.decode()
    assert "Zohra Z." in page
    assert "Zohra A." in page
    for more in ("Zelfani", "Hasnoun", "60 012 345", "60012345"):
        assert more not in page
    assert 0 < int(answer["X-Closes-In"]) <= 24 * 3600 * 1000
    assert "no-store" in answer["Cache-Control"]


def test_a_hub_without_check_in_has_a_worker_that_knows_nothing_of_it(desk):
    assert "/reception/kept/" in desk.get("/sw.js").content.decode()
    Hub.objects.update(modules=["reception"])
    assert "/reception/kept/" not in desk.get("/sw.js").content.decode()
    assert desk.get("/reception/merge/").status_code == 404
