"""Double clicks, two tabs, the back button, a session that ended: one row, a kind page."""

import pytest

from elspace.needs.models import Need
from elspace.people.actions import give_link
from elspace.people.models import Person
from elspace.support.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db


def sent_twice(walker, button, **typed):
    """Press a button, and press it again on the page the back button shows."""
    form, which = walker.form_of(button)
    for _press in range(2):
        walker.send(form, form.filled(typed, which))
    return walker


def test_a_need_said_twice_is_one(hub, walk):
    page = give_link(person=factories.resident("Naïma"), by=None)
    walker = walk(language="fr").open(f"/p/{page.token}/need/")
    sent_twice(walker, "Envoyer", words="Vendre mes tapis", level=3)
    assert Need.objects.count() == 1
    assert "reçu" in walker.text


def test_a_person_added_twice_is_one(programme, walk):
    before = Person.objects.count()
    walker = walk(programme).open("/people/add/")
    sent_twice(walker, "Ajouter", first_name="Wassim")
    assert Person.objects.count() == before + 1
    assert "Wassim" in walker.text


def test_two_who_propose_get_one_run(programme, walk):
    factories.term()
    walker = walk(programme).open("/programme/")
    sent_twice(walker, "Proposer un programme", preset="balanced")
    assert Proposal.objects.count() == 1
    assert "déjà" in walker.text


def test_after_the_session_ended_what_was_typed_is_asked_for_kindly(programme, walk):
    walker = walk(programme).open("/people/add/")
    form, which = walker.form_of("Ajouter")
    walker.client.logout()
    walker.client.cookies["django_language"] = "fr"
    walker.send(form, form.filled({"first_name": "Wassim"}, which), status=None)
    assert walker.status in {200, 403}
    assert walker.language == "fr"
    assert not Person.objects.filter(first_name="Wassim").exists()


def test_a_wrong_form_keeps_what_was_typed(hub, walk):
    page = give_link(person=factories.resident("Naïma"), by=None)
    walker = walk(language="fr").open(f"/p/{page.token}/need/")
    walker.press("Envoyer", status=422, words="Vendre mes tapis")
    assert walker.form_of("Envoyer")[0].sent["words"] == ["Vendre mes tapis"]
    assert Need.objects.count() == 0
