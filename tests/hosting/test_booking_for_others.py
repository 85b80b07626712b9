"""The team books for somebody else: their limits, their plan, and they are told; what it costs."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_own_room, book_room_for
from elspace.hosting.models import Booking, Room
from elspace.hosting.rules import BeyondLimits
from elspace.hub.models import Hub
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

DAY = date(2027, 4, 22)
URL = "/rooms/book/"


def at(hour: int) -> datetime:
    return local(DAY, time(hour))


@pytest.fixture
def zitoun(hub: Hub, clock: object) -> Room:
    return factories.room("Zitoun", price_hour=Decimal("18.000"))


@pytest.fixture
def hela(hub: Hub) -> Person:
    return factories.person("Hela", roles=[Role.PROGRAMME])


@pytest.fixture
def naima(hub: Hub) -> Person:
    return factories.resident("Naïma")


def book_for(room: Room, person: Person, by: Person, hour: int = 10, **more) -> Booking:
    return book_room_for(
        room=room, person=person, start_at=at(hour), end_at=at(hour + 1), by=by, **more
    )


def seen_on(page: str) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', page)


def form(room: Room, **more: object) -> dict[str, object]:
    typed = {"day": DAY.isoformat(), "starts": "10:00", "minutes": "60", "people": ""}
    return typed | {"room": str(room.key), "title": "", "key": str(uuid4())} | more


def test_the_team_books_for_somebody_who_is_told_once(zitoun, hela, naima, sign_in) -> None:
    client = sign_in(hela)
    asked = form(zitoun, who="Naï")
    page = client.post(URL, asked, follow=True)
    booking = Booking.objects.get()
    assert booking.person == naima
    assert "est réservée pour Naïma" in page.content.decode()
    assert AuditLine.objects.filter(verb="book_room", actor=hela).count() == 1
    client.post(URL, asked)  # the button pressed twice
    message = Message.objects.get(kind="room_booked")
    assert (message.recipient, Booking.objects.count()) == (naima, 1)
    assert "Zitoun" in message.title
    assert reverse("hosting:answer", args=["x"]).rsplit("x", 1)[0] in message.body


def test_who_is_not_known_may_be_a_customer_from_outside(zitoun, hela, sign_in) -> None:
    client, said = sign_in(hela), "demande qui loue la salle"
    Hub.objects.update(modules=[])
    assert said not in client.post(URL, form(zitoun, who="Banque Z")).content.decode()
    Hub.objects.update(modules=["invoices"])
    assert said in client.post(URL, form(zitoun, who="Banque Z")).content.decode()
    assert not Booking.objects.exists()


def test_of_several_who_fit_one_is_chosen(zitoun, hela, naima, sign_in) -> None:
    other = factories.resident("Naïma", last_name="Ben Ali")
    client = sign_in(hela)
    page = client.post(URL, form(zitoun, who="Naïma")).content.decode()
    assert not Booking.objects.exists()
    assert page.count('name="chosen"') == 2
    client.post(URL, form(zitoun, who="Naïma", chosen=str(other.key)))
    assert Booking.objects.get().person == other


def test_their_limits_hold_until_the_team_passes_over_them(zitoun, hela, naima, sign_in) -> None:
    Hub.objects.update(rooms_each=1)
    book_own_room(person=naima, room=zitoun, start_at=at(14), end_at=at(15))
    client = sign_in(hela)
    page = client.post(URL, form(zitoun, who="Naïma")).content.decode()
    assert "Naïma a déjà 1 salle réservée" in page
    assert "Réserver quand même" in page
    client.post(URL, form(zitoun, who="Naïma", seen=seen_on(page)))
    assert Booking.objects.filter(person=naima).count() == 2


@pytest.mark.parametrize(
    "changed",
    [{"who": "Salma"}, {"room": "Archives"}, {"starts": "11:00"}, {"minutes": "90"}],
    ids=["person", "room", "hour", "length"],
)
def test_what_was_passed_over_is_good_for_that_wish_alone(
    hub, clock, hela, naima, sign_in, changed
) -> None:
    kept = factories.room("Zitoun", open_to="team")
    factories.room("Archives", open_to="team")
    factories.resident("Salma")
    client = sign_in(hela)
    page = client.post(URL, form(kept, who="Naïma")).content.decode()
    asked = form(kept, who="Naïma", seen=seen_on(page))
    if "room" in changed:
        changed = {"room": str(Room.objects.get(name_fr="Archives").key)}
    again = client.post(URL, asked | changed | {"key": uuid4()}).content.decode()
    assert not Booking.objects.exists()
    assert "Réserver quand même" in again
    assert seen_on(again) != seen_on(page)
    assert client.post(URL, asked).status_code == 302


def test_a_refusal_that_was_not_read_is_asked_though_another_was(zitoun, hela, naima, sign_in):
    kept = factories.room("Archives", open_to="team")
    booth = factories.room("Nana", is_confidential=True)
    kept.beside.set([booth])
    book_for(booth, naima, hela)
    client = sign_in(hela)
    asked = form(kept, who="Naïma", is_noisy="on")
    first = client.post(URL, asked).content.decode()
    second = client.post(URL, asked | {"seen": seen_on(first)}).content.decode()
    assert not Booking.objects.filter(space=kept).exists()
    assert "Nana" in second
    assert len(seen_on(second)) == 2
    assert client.post(URL, asked | {"seen": seen_on(second)}).status_code == 302
    assert client.post(URL, asked | {"seen": ["x", "yes"], "key": uuid4()}).status_code == 200


def test_the_same_is_asked_outside_the_hours(zitoun, hela, naima, sign_in) -> None:
    kept = factories.room("Archives", open_to="team")
    client = sign_in(hela)
    asked = form(kept, who="Naïma", starts="21:00", outside="yes")
    page = client.post(URL, asked).content.decode()
    outside = page.split('name="outside"', 1)[1]
    assert f'value="{kept.key}" checked' in outside
    assert client.post(URL, asked | {"seen": seen_on(outside)}).status_code == 302
    assert Booking.objects.get().is_outside_hours


def test_a_room_of_the_team_alone_is_not_given_by_mistake(zitoun, hela, naima) -> None:
    kept = factories.room("Archives", open_to="team")
    with pytest.raises(BeyondLimits) as refusal:
        book_for(kept, naima, hela)
    assert book_for(kept, naima, hela, seen=[str(refusal.value)]).space_id == kept.pk
    assert book_for(zitoun, factories.person("Imed"), hela, hour=12)  # hosted nowhere: no limits


def test_their_plan_covers_it_and_the_page_says_what_it_costs(zitoun, hela, naima, sign_in) -> None:
    Hub.objects.update(modules=["plans"])
    plan = factories.plan(room_minutes=90)
    factories.subscription(naima, plan)
    client = sign_in(hela)
    typed = form(zitoun, minutes="120")
    page = client.get(URL, typed).content.decode()
    assert "36,000\xa0DT hors taxes" in page  # for Hela herself: no plan
    page = client.post(URL, typed | {"who": "Naïma"}, follow=True).content.decode()
    assert "La formule couvre 1\xa0h\xa030" in page or "La formule couvre 1 h 30" in page
    assert "9,000\xa0DT" in page
    booking = Booking.objects.get()
    assert (booking.person, booking.covered_minutes) == (naima, 90)


def test_who_books_for_themselves_sees_what_their_plan_leaves(zitoun, naima, sign_in) -> None:
    Hub.objects.update(modules=["plans"])
    factories.subscription(naima, factories.plan(room_minutes=600))
    client = sign_in(naima)
    address = reverse("site:my-rooms")
    typed = {"day": DAY.isoformat(), "starts": "10:00", "minutes": "60", "people": ""}
    assert "1 h sur les 10 h" in client.get(address, typed).content.decode().replace("\xa0", " ")
    page = client.post(address, form(zitoun), follow=True).content.decode().replace("\xa0", " ")
    assert "La formule la couvre : 1 h." in page


def test_no_price_is_said_where_plans_are_off(zitoun, hela, sign_in) -> None:
    Hub.objects.update(modules=[])
    client = sign_in(hela)
    assert "\xa0DT" not in client.get(URL, form(zitoun)).content.decode()
    assert "hors taxes" not in client.post(URL, form(zitoun), follow=True).content.decode()


def test_nobody_but_the_team_books_for_others(zitoun, naima, sign_in) -> None:
    client = sign_in(naima)
    assert client.post(URL, form(zitoun, who="Hela")).status_code == 403
    with pytest.raises(Refused):
        book_own_room(person=factories.person("Imed"), room=zitoun, start_at=at(9), end_at=at(10))


def test_the_page_of_a_person_names_them_and_the_search_keeps_it(
    zitoun, hela, naima, sign_in
) -> None:
    client = sign_in(hela)
    asked = {"person": str(naima.key), "room": str(zitoun.key)}
    page = client.get(URL, asked).content.decode()
    assert f'name="person" value="{naima.key}"' in page
    page = client.get(URL, asked | {"day": DAY, "starts": "10:00", "minutes": "60"}).content
    assert 'value="Naïma' in page.decode()
    assert client.get(URL, {"person": "nobody"}).status_code == 200


def test_the_team_has_a_room_now_for_one_hour(zitoun, hela, sign_in) -> None:
    client = sign_in(hela)  # Tuesday 16 February, 10:00
    page = client.get(URL).content.decode()
    assert "Maintenant, pour une heure" in page
    assert "day=2027-02-16&amp;starts=10%3A00&amp;minutes=60" in page


def test_a_day_gone_by_and_a_day_the_house_is_shut_are_said(zitoun, hela, sign_in) -> None:
    client = sign_in(hela)
    hour = {"starts": "10:00", "minutes": "60"}
    past = client.get(URL, {"day": "2027-02-15"} | hour).content.decode()
    assert "Ce jour est passé" in past
    assert "Aucune salle n’est libre" not in past
    sunday = client.get(URL, {"day": "2027-02-21"} | hour).content.decode()
    assert "Le hub est fermé ce jour-là." in sunday
    assert "Zitoun est fermée" not in sunday


def test_for_whom_is_kept_outside_the_hours_and_in_offers(zitoun, hela, naima, sign_in) -> None:
    client = sign_in(hela)
    asked = {"day": DAY.isoformat(), "starts": "21:00", "minutes": "60", "person": naima.key}
    page = client.get(URL, asked).content.decode()
    assert 'value="yes"' in page  # the form outside the hours
    assert naima.short_name in page.split('name="outside"', 1)[1]
    factories.room("Yasmine")
    book_for(zitoun, naima, hela)
    refused = client.post(URL, form(zitoun, who="Naï")).content.decode()
    assert f"person={naima.key}" in refused


def test_the_hours_of_an_offer_stay_in_one_piece(zitoun, hela, naima, sign_in) -> None:
    factories.room("Yasmine")
    book_for(zitoun, naima, hela)
    client = sign_in(hela)
    client.cookies["django_language"] = "ar"
    refused = client.post(URL, form(zitoun)).content.decode()
    offers = re.findall(r'<a class="button" href="\?day=.*?</a>', refused, re.DOTALL)
    assert offers
    hours = r'<bdi dir="ltr" class="nowrap">\d+:\d\d–\d+:\d\d</bdi>'
    assert all(re.search(hours, offer) for offer in offers)
