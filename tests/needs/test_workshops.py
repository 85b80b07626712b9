"""A needs workshop: by its code, on a phone, on paper; counted, never named, nothing left over."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elspace.core.answers import Refused
from elspace.needs import actions, queries
from elspace.needs.doors import LEAST_OF_A_ROOM
from elspace.needs.models import CODE_LETTERS, Need, Slip, Workshop, new_code
from elspace.people.actions import give_link, revoke_link
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.trust.actions import erase_person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(hub):
    return factories.workshop()


@pytest.fixture
def page(workshop):
    return reverse("public-needs:workshop", args=[workshop.code])


def typed(**fields):
    values = {"key": str(uuid.uuid4()), "words": "Faire une facture", "level": "3"}
    return values | {"readers": "team", "first_name": "Amal"} | fields


def said(client, page, **fields):
    """The answer after sending, on the page of thanks."""
    return client.post(page, typed(**fields), follow=True)


def test_a_code_is_four_letters_nobody_mistakes():
    codes = {new_code() for _try in range(200)}
    assert all(re.fullmatch(f"[{CODE_LETTERS}]{{4}}", code) for code in codes)
    assert not set(CODE_LETTERS) & set("AEIOUJLQGBDSZVWN0158")


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{}-", "\u200e{}"])
def test_the_code_is_found_however_it_is_typed(workshop, client, spelling):
    asked = spelling.format(workshop.code.lower())
    answer = client.get(reverse("public-needs:workshop-code"), {"code": asked})
    assert answer.url == reverse("public-needs:workshop", args=[workshop.code])


def test_an_unknown_code_is_said_kindly_and_stays_typed(workshop, client):
    answer = client.get("/fr/w/", {"code": "ABOU"})
    assert answer.status_code == 404
    assert "Aucun atelier n’a ce code." in answer.content.decode()
    assert 'value="ABOU"' in answer.content.decode()


def test_the_home_asks_for_the_code_only_while_a_workshop_is_on(workshop, client, clock):
    assert "Son code" in client.get("/fr/").content.decode()
    clock.move_to(workshop.closes_at)
    assert "Son code" not in client.get("/fr/").content.decode()


def test_the_short_address_leads_to_the_page_in_the_readers_language(workshop, client):
    client.cookies["django_language"] = "ar"
    answer = client.get(f"/w/{workshop.code.lower()}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/ar/w/{workshop.code}/"
    assert "ما الذي تحتاجونه ليتقدّم مشروعكم؟" in answer.content.decode()


def test_a_need_is_said_without_account_and_nothing_else_is_stored(workshop, client, page):
    said(client, page, phone="20123456", email="amal@mail.example")
    need = Need.objects.get()
    person = need.person
    assert (need.slip.workshop, need.entered_by, need.state) == (workshop, person, "stated")
    assert (person.first_name, person.phone, person.email) == ("Amal", "", None)
    assert (person.roles, person.is_alias, person.channel) == (frozenset(), False, "paper")


def test_an_alias_and_a_person_without_name_store_no_other_name(workshop, client, page):
    said(client, page, first_name="Fleur du soir", is_alias="on")
    said(client, page, first_name="")
    alias, unnamed = Person.objects.filter(slips__workshop=workshop).order_by("pk")
    assert (alias.first_name, alias.last_name, alias.is_alias) == ("Fleur du soir", "", True)
    assert unnamed.first_name.startswith(f"{workshop.code}-")
    assert unnamed.is_alias


def test_the_receipt_is_shown_once_and_opens_the_page(workshop, client, page):
    thanks = said(client, page)
    slip = Slip.objects.get()
    assert slip.shown_receipt in thanks.content.decode()
    again = client.get(thanks.redirect_chain[-1][0]).content.decode()
    assert slip.receipt[:4] not in again
    assert "no-store" in thanks.headers["Cache-Control"]
    opened = client.post("/fr/receipt/", {"code": slip.shown_receipt.lower()}, follow=True)
    assert "Faire une facture" in opened.content.decode()


def test_opening_the_receipts_address_opens_and_writes_nothing(workshop, client):
    slip = factories.said_at(workshop, "Savoir vendre").slip
    links = slip.person.links.count()
    answer = client.get(f"/r/{slip.receipt}/", follow=True)
    assert "Savoir vendre" not in answer.content.decode()
    assert slip.receipt in answer.content.decode()
    assert slip.person.links.count() == links


def test_a_receipt_opens_no_page_the_team_has_closed(workshop, client):
    slip = factories.said_at(workshop, "Savoir vendre").slip
    revoke_link(person=slip.person, by=None)
    assert client.post("/fr/receipt/", {"code": slip.receipt}).status_code == 422


def test_receipts_are_not_guessed_for_long(workshop, client):
    for _try in range(30):
        client.post("/fr/receipt/", {"code": "CFHK2347"})
    slip = factories.said_at(workshop, "Savoir vendre").slip
    answer = client.post("/fr/receipt/", {"code": slip.receipt})
    assert "Beaucoup de codes" in answer.content.decode()


def test_another_need_is_the_same_persons_and_the_next_person_starts_anew(workshop, client, page):
    thanks = said(client, page).content.decode()
    again = re.search(r'href="([^"]+again=[^"]+)"', thanks)[1]
    assert "Un autre besoin de <bdi>Amal</bdi>" in client.get(again).content.decode()
    token = client.get(again).context["told"]
    said(client, page, words="Et vendre", again=token)
    said(client, page, words="Autre chose", first_name="Amal")
    assert sorted(
        Need.objects.values_list("person", flat=True).distinct().count() for _ in "1"
    ) == [2]
    assert queries.answered_of(workshop).people == 2
    assert Need.objects.filter(slip=Slip.objects.first()).count() == 2


def test_a_double_click_is_one_voice(workshop, client, page):
    data = typed()
    first, second = client.post(page, data), client.post(page, data)
    assert first.url == second.url
    assert (Need.objects.count(), Slip.objects.count()) == (1, 1)


def test_what_is_missing_is_said_and_kept(workshop, client, page):
    answer = client.post(page, typed(level=""))
    assert answer.status_code == 422
    assert "Faire une facture" in answer.content.decode()
    assert Need.objects.count() == 0


def test_a_machine_that_fills_every_field_is_asked_to_leave_one(workshop, client, page):
    answer = client.post(page, typed(website="https://buy.example"))
    assert answer.status_code == 422
    assert Need.objects.count() == 0


def test_twenty_people_behind_one_address_all_get_through(workshop, client, page):
    for n in range(20):
        for word in ("vendre", "compter", "écrire"):
            assert client.post(page, typed(words=word, first_name=f"P{n}")).status_code == 302
    assert LEAST_OF_A_ROOM <= 60 < 20 * 6


def test_more_than_a_room_can_say_is_stopped_kindly(hub, client):
    small = factories.workshop(expected=2)
    page = reverse("public-needs:workshop", args=[small.code])
    for n in range(LEAST_OF_A_ROOM):
        client.post(page, typed(words=f"besoin {n}"))
    answer = client.post(page, typed(words="le dernier"))
    assert answer.status_code == 422
    assert "le dernier" in answer.content.decode()
    assert Need.objects.count() == LEAST_OF_A_ROOM


@pytest.mark.parametrize("moment", ["before", "after"])
def test_outside_its_hours_the_code_takes_nothing_and_shows_no_name(client, clock, hub, moment):
    factories.resident("Naïma", last_name="Hlaoui")
    workshop = factories.workshop(offers_names=True)
    page = reverse("public-needs:workshop", args=[workshop.code])
    shift = timedelta(minutes=1)
    clock.move_to(workshop.opens_at - shift if moment == "before" else workshop.closes_at)
    for answer in (client.get(page), client.post(page, typed())):
        assert "Naïma" not in answer.content.decode()
    assert Need.objects.count() == 0


def test_names_are_offered_only_where_the_team_opened_the_list(hub, client):
    naima = factories.resident("Naïma", last_name="Hlaoui")
    factories.person("Rose", is_alias=True, roles=[Role.RESIDENT])
    factories.person("Rania", roles=[Role.RECEPTION])
    shut, wide = factories.workshop(), factories.workshop(offers_names=True)
    pages = [
        client.get(reverse("public-needs:workshop", args=[one.code])).content.decode()
        for one in (shut, wide)
    ]
    assert "Naïma" not in pages[0]
    assert "Naïma H." in pages[1]
    assert not any(name in pages[1] for name in ("Hlaoui", "Rose", "Rania"))
    for one, count in ((shut, 0), (wide, 1)):
        page = reverse("public-needs:workshop", args=[one.code])
        client.post(page, typed(person=str(naima.key), first_name=""))
        assert Need.objects.filter(person=naima).count() == count


def test_a_chosen_name_is_no_proof(hub, client):
    """No page opens, and she is asked whether it was she."""
    naima = factories.resident("Naïma")
    workshop = factories.workshop(offers_names=True)
    page = reverse("public-needs:workshop", args=[workshop.code])
    thanks = said(client, page, person=str(naima.key), first_name="").content.decode()
    need = Need.objects.get()
    assert (need.person, need.entered_by, need.slip.is_new) == (naima, None, False)
    assert need.slip.receipt[:4] not in thanks
    assert client.post("/fr/receipt/", {"code": need.slip.receipt}).status_code == 422
    hers = client.get(f"/p/{give_link(person=naima, by=None).token}/needs/").content.decode()
    assert "Oui, c’est bien cela" in hers


def test_a_sealed_need_is_read_by_the_programme_only(workshop, client, page, sign_in, programme):
    said(client, page, words="mot-planté", readers="few", first_name="Prénom-planté")
    need = Need.objects.get()
    assert (need.is_confidential, need.referent) == (True, None)
    reception = factories.person("Rania", roles=[Role.RECEPTION], email="r@hub.example")
    for address in ("workshop-page", "workshop-count", "workshop-type"):
        seen = sign_in(reception).get(reverse(f"needs:{address}", args=[workshop.key]))
        assert "mot-planté" not in seen.content.decode()
        assert "Prénom-planté" not in re.sub(
            r"<datalist.*?</datalist>", "", seen.content.decode(), flags=re.S
        )
    page = sign_in(programme).get(reverse("needs:workshop-page", args=[workshop.key]))
    assert "mot-planté" in page.content.decode()
    assert queries.answered_of(workshop).people == 1


def test_the_count_shows_people_and_never_a_name_or_a_word(workshop, sign_in, programme):
    for n in range(17):
        factories.said_at(workshop, f"mot-planté {n}", name=f"Prénom-planté {n}")
    page = sign_in(programme).get(reverse("needs:workshop-count", args=[workshop.key]))
    text = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "17 sur 20 ont répondu" in text
    assert "planté" not in page.content.decode()


def test_counts_cost_the_same_queries_at_any_size(
    workshop, sign_in, programme, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(programme)
    address = reverse("needs:workshop-page", args=[workshop.key])
    counts = []
    for size in (2, 12):
        for n in range(size):
            factories.said_at(workshop, f"besoin {size} {n}")
        factories.slips(workshop)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_slips_are_numbered_once_and_on_from_the_last(workshop):
    lot = uuid.uuid4()
    for _press in range(2):
        slips = actions.print_slips(workshop=workshop, count=20, lot=lot, by=None)
        assert [slip.number for slip in slips] == list(range(1, 21))
    more = actions.print_slips(workshop=workshop, count=24, lot=uuid.uuid4(), by=None)
    assert (more[0].number, more[-1].number) == (21, 44)
    assert len(set(Slip.objects.values_list("receipt", flat=True))) == 44
    with pytest.raises(Refused):
        actions.print_slips(workshop=workshop, count=7, lot=uuid.uuid4(), by=None)


def test_blank_slips_are_waited_for_no_more_until_they_are_again(workshop, sign_in, programme):
    factories.slips(workshop)
    client = sign_in(programme)
    address = reverse("needs:workshop-blank", args=[workshop.key])
    client.post(address, {"number": ["18", "19", "20"]})
    assert queries.missing_numbers(workshop) == list(range(1, 18))
    client.post(address, {"number": ["20"], "back": "1"})
    assert queries.blank_numbers(workshop) == [18, 19]


def test_poster_and_slips_are_drawn(workshop, sign_in, programme):
    import pypdfium2

    lot = factories.slips(workshop)[0].lot
    client = sign_in(programme)
    poster = client.get(reverse("needs:workshop-poster", args=[workshop.key]))
    slips = client.get(reverse("needs:workshop-slips", args=[workshop.key, lot]))
    found = {}
    for name, answer in (("poster", poster), ("slips", slips)):
        document = pypdfium2.PdfDocument(answer.content)
        found[name] = [page.get_textpage().get_text_bounded() for page in document]
        sizes = {tuple(round(side) for side in page.get_size()) for page in document}
        assert sizes == {(595, 842)}
        document.close()
    assert len(found["poster"]) == 1
    assert workshop.code in found["poster"][0]
    assert len(found["slips"]) == 20
    front, back = found["slips"][:2]
    for side in (front, back):
        assert f"{workshop.code}-01" in side
        assert f"{workshop.code}-11" in side
    assert "De quoi avez-vous besoin" in front


def test_a_workshop_is_prepared_once_and_changed_but_not_its_code(hub, sign_in):
    community = factories.person("Yassine", roles=[Role.COMMUNITY], email="y@hub.example")
    client = sign_in(community)
    data = {
        "key": str(uuid.uuid4()),
        "title": "Besoins de mars",
        "on": "2027-02-20",
        "from_hour": "9h30",
        "until_hour": "12",
        "expected": "20",
        "where": "قاعة الزيتون",
    }
    first, second = (client.post("/needs/workshops/prepare/", data) for _press in range(2))
    assert first.url == second.url
    one = Workshop.objects.get()
    assert timezone.localtime(one.opens_at).strftime("%H:%M") == "09:30"
    client.post(f"/needs/workshops/{one.key}/change/", data | {"expected": "25"})
    changed = Workshop.objects.get()
    assert (changed.expected, changed.code) == (25, one.code)


@pytest.mark.parametrize(
    "wrong",
    [{"until_hour": "8"}, {"from_hour": "25:00"}, {"expected": "0"}, {"on": "2047-01-01"}],
)
def test_a_workshop_with_wrong_hours_is_not_prepared(hub, sign_in, programme, wrong):
    data = {"title": "Besoins", "on": "2027-02-20", "from_hour": "9", "until_hour": "12"}
    answer = sign_in(programme).post("/needs/workshops/prepare/", data | {"expected": "20"} | wrong)
    assert answer.status_code == 422
    assert Workshop.objects.count() == 0


def test_erasing_a_person_keeps_the_count_and_closes_the_receipt(workshop, client):
    slip = factories.said_at(workshop, "Savoir vendre").slip
    director = factories.person("Salma", roles=[Role.DIRECTOR], email="s@hub.example")
    erase_person(person=slip.person, by=director)
    assert queries.answered_of(workshop).people == 1
    assert client.post("/fr/receipt/", {"code": slip.receipt}).status_code == 422


def test_the_audit_names_the_workshop_and_nobody(workshop, sign_in):
    factories.said_at(workshop, "mot-planté", name="Prénom-planté")
    director = factories.person("Salma", roles=[Role.DIRECTOR], email="s@hub.example")
    page = sign_in(director).get(reverse("trust:audit")).content.decode()
    assert "a préparé un atelier" in page
    assert "Besoins du printemps" in page
    assert "mot-planté" not in page
