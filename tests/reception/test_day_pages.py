"""The screen of the day: who is expected, in two letters and Enter somebody is in; no hours."""

import uuid
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.core.registries import modules
from elspace.hosting.actions import book_room
from elspace.hosting.models import Desk, DeskHalf, DeskHolding
from elspace.hub.enums import Half
from elspace.people.actions import give_link
from elspace.people.models import Person
from elspace.reception.actions import check_in
from elspace.reception.models import PresenceMark
from elspace.reception.queries import in_now
from elspace.support.enums import SessionState
from elspace.trust.models import AuditLine
from tests import factories
from tests.personas import persona

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person | None], Client]
HOURS = ("09:47", "9:47")


@pytest.fixture
def desk(hub: object, sign_in: SignIn) -> Client:
    return sign_in(persona("reception"))


def text_of(client: Client, path: str = "/reception/", **data: object) -> str:
    return client.get(path, data).content.decode()


def comes(person: Person) -> None:
    at = local(today(), time(9, 47))
    check_in(person=person, key=uuid.uuid4(), at=at, by=None)


def session_today(person: Person, **more: object) -> object:
    return factories.session(
        of=factories.term(),
        on=today(),
        at=time(13),
        needs=[factories.need(person)],
        state=SessionState.ANNOUNCED,
        **more,
    )


def test_expected_are_invited_booked_and_at_their_desk(desk):
    invited, booked, seated, nobody = (
        factories.resident(name) for name in ("Amel", "Bilel", "Chiraz", "Dorra")
    )
    session_today(invited)
    start = local(today(), time(12))
    book_room(
        room=factories.room(),
        start_at=start,
        end_at=start + timedelta(hours=1),
        person=booked,
        title="Point d'équipe",
        by=booked,
    )
    at = Desk.objects.create(
        place=factories.place(), name_fr="A1", name_ar="A1", name_en="A1", capacity=1
    )
    holding = DeskHolding.objects.create(desk=at, person=seated, from_on=today())
    DeskHalf.objects.create(
        holding=holding, desk=at, weekday=today().weekday(), half=Half.MORNING, from_on=today()
    )
    page = text_of(desk)
    expected = page[page.index('id="expected"') : page.index('id="in"')]
    assert all(one.name in expected for one in (invited, booked, seated))
    assert nobody.name not in expected
    assert "Poste A1" in expected


def test_whoever_is_expected_at_a_confidential_session_only_stands_nowhere(desk):
    sealed = factories.resident("Emna")
    session = session_today(sealed)
    session.is_confidential = True
    session.save()
    page = text_of(desk)
    assert "Emna" not in page[page.index('id="expected"') : page.index('id="in"')]


def test_two_letters_and_enter(desk):
    salma = factories.resident("Zohra")
    answer = desk.post("/reception/find/", {"q": "zo", "key": uuid.uuid4()}, follow=True)
    assert "Ahla, Zohra" in answer.content.decode()
    assert in_now().people == [salma]


def test_several_with_the_same_letters_are_shown_to_choose(desk):
    for family in ("Zelfani", "Zouabi"):
        factories.resident("Zohra", last_name=family)
    answer = desk.post("/reception/find/", {"q": "zohra", "key": uuid.uuid4()}, follow=True)
    page = answer.content.decode()
    assert in_now().people == []
    assert page.count('aria-label="Ahla') >= 2


def test_the_square_of_a_card_checks_in(desk):
    amel = factories.resident("Amel")
    link = give_link(person=amel, by=None)
    scanned = f"https://hub.example/p/{link.token}/"
    desk.post("/reception/find/", {"q": scanned, "key": uuid.uuid4()})
    assert in_now().people == [amel]
    refused = desk.post(
        "/reception/find/", {"q": "https://hub.example/p/" + "x" * 22 + "/"}, follow=True
    )
    assert "Cette carte" in refused.content.decode()


def test_a_button_pressed_twice_is_one_mark_and_leaving_clears_it(desk):
    amel, key = factories.resident("Amel"), uuid.uuid4()
    for _press in range(2):
        desk.post("/reception/in/", {"person": amel.key, "key": key})
    assert PresenceMark.objects.count() == 1
    desk.post("/reception/out/", {"person": amel.key, "key": uuid.uuid4()})
    assert in_now().total == 0


def test_a_visit_with_a_first_name_or_nothing(desk):
    for name in ("Hatem", ""):
        desk.post("/reception/visit/", {"first_name": name, "key": uuid.uuid4()})
    assert sorted(one.first_name for one in in_now().visits) == ["", "Hatem"]
    page = text_of(desk)
    assert "Hatem" in page
    desk.post("/reception/out/", {"visit": in_now().visits[0].key, "key": uuid.uuid4()})
    assert in_now().total == 1


def test_the_list_for_an_evacuation_has_names_and_no_hours(desk):
    comes(factories.resident("Amel", last_name="Rezgallah"))
    desk.post("/reception/visit/", {"first_name": "Hatem", "key": uuid.uuid4()})
    page = text_of(desk, "/reception/evacuation/")
    assert "Amel Rezgallah" in page
    assert "2 personnes" in page
    assert not any(hour in page for hour in HOURS)


def test_nobodys_hours_are_shown_to_the_team(desk, sign_in):
    amel = factories.resident("Amel")
    comes(amel)
    director = sign_in(persona("director"))
    for client, path in (
        (desk, "/reception/"),
        (desk, f"/people/{amel.key}/"),
        (desk, f"/people/{amel.key}/history/"),
        (director, f"/people/{amel.key}/history/"),
        (director, f"/requests/{amel.key}/copy/"),
    ):
        page = text_of(client, path)
        assert not any(hour in page for hour in HOURS), path
    line = AuditLine.objects.get(verb="mark_presence")
    assert (line.subject_id, line.actor) == (None, None)


def test_saying_it_oneself_leaves_no_line_with_ones_name(hub):
    amel = factories.resident("Amel")
    check_in(person=amel, key=uuid.uuid4(), by=amel)
    assert AuditLine.objects.get(verb="mark_presence").actor is None


def test_from_the_own_page_a_pressed_button_and_never_by_opening(hub, sign_in):
    amel = factories.resident("Amel")
    address = f"/p/{give_link(person=amel, by=None).token}/"
    phone = sign_in(None)
    assert "Je suis là" in text_of(phone, address)
    assert phone.get(address + "here/").status_code == 405
    assert in_now().total == 0
    answer = phone.post(address + "here/", {"key": uuid.uuid4(), "said": "in"}, follow=True)
    assert "Ahla, Amel" in answer.content.decode()
    assert in_now().people == [amel]


def test_the_own_hours_stand_on_the_own_page_and_never_behind_a_link(hub, sign_in):
    amel = factories.resident("Amel")
    comes(amel)
    by_link = text_of(sign_in(None), f"/p/{give_link(person=amel, by=None).token}/")
    assert not any(hour in by_link for hour in HOURS)
    assert HOURS[1] in text_of(sign_in(amel), "/my-week/")


@pytest.mark.parametrize("off", ["reception", "check_in", "desks"])
def test_each_part_can_be_off_alone(sign_in, off):
    used = [code for code in modules if code != off]
    if off == "reception":
        used.remove("check_in")
    factories.hub(modules=used)
    client = sign_in(persona("reception"))
    day = client.get("/reception/")
    more = text_of(client, "/more/")
    amel = factories.resident("Amel")
    own = text_of(sign_in(None), f"/p/{give_link(person=amel, by=None).token}/")
    assert (day.status_code == 404) == (off == "reception")
    assert ("/reception/" in more) == (off != "reception")
    assert ("Je suis là" in own) == (off == "desks")
    for path in ("find", "in", "out", "visit"):
        answer = client.post(f"/reception/{path}/", {"key": uuid.uuid4(), "person": amel.key})
        assert (answer.status_code == 404) == (off != "desks"), path
    if off == "check_in":
        page = day.content.decode()
        assert "Attendus" in page
        assert "Les salles" in page
        assert "Ahla" not in page


def test_a_full_day_costs_as_many_queries_as_an_empty_one(desk):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            desk.get("/reception/")
        return len(seen)

    room = factories.room()
    first = factories.resident("Amel")
    session_today(first, where=room)
    comes(factories.resident("Bilel"))
    cost()
    few = cost()
    for number in range(12):
        comes(factories.resident(f"Personne {number}"))
        session_today(factories.resident(f"Autre {number}"), where=room)
    assert cost() == few
    assert timezone.now()


def test_a_desk_of_the_morning_is_expected_no_longer_in_the_afternoon(desk, clock):
    seated = factories.resident("Chiraz")
    at = factories.desk("A1")
    holding = DeskHolding.objects.create(desk=at, person=seated, from_on=today())
    DeskHalf.objects.create(
        holding=holding, desk=at, weekday=today().weekday(), half=Half.MORNING, from_on=today()
    )
    assert "Poste A1" in text_of(desk)
    clock.move_to(local(today(), time(14, 50)))
    page = text_of(desk)
    assert "Chiraz" not in page[page.index('id="expected"') : page.index('id="in"')]


def test_the_reception_has_its_place_in_the_menu_and_says_on_today_who_is_expected(desk, sign_in):
    session_today(factories.resident("Amel"))
    for role in ("reception", "community"):
        client = sign_in(persona(role))
        page = text_of(client, "/today/")
        assert 'href="/reception/"' in page[: page.index('id="main"')], role
        assert "1 personne est attendue aujourd’hui" in page, role


def test_a_name_too_long_is_refused_with_a_sentence(desk):
    sent = {"key": uuid.uuid4(), "first_name": "a" * 81}
    page = desk.post("/reception/visit/", sent, follow=True).content.decode()
    assert "Ce nom est trop long" in page
    assert not PresenceMark.objects.exists()
