"""My account: one's own page, consents that change nothing else, who has read."""

import pytest
from django.urls import reverse

from elspace.people.enums import Role
from elspace.trust.actions import mark_read
from elspace.trust.models import Consent, Purpose
from elspace.trust.queries import consents_to
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def salma(hub):
    return factories.resident("Salma", email="salma@x.example", password="trois mots longs")


def test_person_changes_their_own_page(salma, sign_in):
    client = sign_in(salma)
    client.post(
        reverse("people:account"),
        {"first_name": "Selma", "language": "ar", "phone": "20 123 456", "channel": "sms"},
    )
    salma.refresh_from_db()
    assert (salma.first_name, salma.language, salma.phone) == ("Selma", "ar", "+21620123456")
    assert salma.email == "salma@x.example"


def test_mail_address_asks_again_who_one_is(salma, sign_in):
    client = sign_in(salma)
    response = client.post(reverse("people:change-mail"), {"email": "new@x.example"})
    assert reverse("account_reauthenticate") in response["Location"]
    salma.refresh_from_db()
    assert salma.email == "salma@x.example"


def test_consent_is_stated_withdrawn_and_keeps_its_history(salma, sign_in):
    client = sign_in(salma)
    for given in ("yes", "no"):
        client.post(
            reverse("people:consents"), {"purpose": Purpose.NAME_TO_FUNDER.value, "given": given}
        )
    assert not consents_to(salma, Purpose.NAME_TO_FUNDER)
    rows = Consent.objects.filter(person=salma).order_by("pk")
    assert [row.given for row in rows] == [True, False]
    assert all(row.wording for row in rows)


@pytest.mark.parametrize("sent", [{}, {"purpose": "x", "given": "yes"}, {"purpose": "showcase"}])
def test_unclear_consent_is_no_statement(salma, sign_in, sent):
    sign_in(salma).post(reverse("people:consents"), sent)
    assert not Consent.objects.exists()


def test_person_sees_who_has_read_their_needs(salma, sign_in):
    reader = factories.person("Hela", last_name="Mansour", roles=[Role.PROGRAMME])
    need = factories.need(salma, words="Savoir vendre")
    mark_read([need], reader=reader)
    page = sign_in(salma).get(reverse("site:readers")).content.decode()
    assert "Savoir vendre" in page
    assert "Hela Mansour" in page


def test_opening_a_persons_page_is_a_reading_the_person_sees(salma, sign_in):
    need = factories.need(salma, words="Savoir vendre")
    sealed = factories.need(salma, words="Une chose intime", is_confidential=True)
    director = factories.person("Dali", last_name="Trabelsi", roles=[Role.DIRECTOR])
    page = sign_in(director).get(reverse("site:person", args=[salma.key])).content.decode()
    assert "Savoir vendre" in page
    assert "Une chose intime" not in page
    mine = sign_in(salma).get(reverse("site:readers"))
    readers = {n.pk: [r.reader for r in rows] for n, rows in mine.context["readings"]}
    assert readers == {need.pk: [director], sealed.pk: []}


def test_confidential_need_leaves_no_number_on_the_page_for_reception(salma, sign_in):
    factories.need(salma, words="Une chose intime", is_confidential=True)
    reception = sign_in(factories.person("Rim", roles=[Role.RECEPTION]))
    page = reception.get(reverse("site:person", args=[salma.key]))
    assert page.context["facts"].needs_open == 0
    programme = sign_in(factories.person("Hela", roles=[Role.PROGRAMME]))
    page = programme.get(reverse("site:person", args=[salma.key]))
    assert page.context["facts"].needs_open == 1
