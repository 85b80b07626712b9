"""A copy of what is kept about a person, and its erasure: all of it, and nothing of others."""

import json

import pytest
from django.apps import apps
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.registries import personal_data
from elspace.outbox.enums import Channel, Privacy
from elspace.outbox.models import Message
from elspace.people import actions as people
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.trust.actions import erase_person, state_consent
from elspace.trust.models import AuditLine, Purpose
from elspace.trust.queries import copy_of
from tests import factories

pytestmark = pytest.mark.django_db

PLANTED = {
    "name": "Naïmaplantée",
    "family": "Hlaouiplantée",
    "arabic": "نعيمةمزروعة",
    "mail": "planted@x.example",
    "phone": "98765432",
    "words": "Motsplantés",
    "sealed": "Intimeplanté",
    "message": "Messageplanté",
}


@pytest.fixture
def director(hub):
    return factories.person("Dali", roles=[Role.DIRECTOR])


@pytest.fixture
def naima(hub):
    """Somebody with a planted word in everything the platform keeps about a person."""
    person = people.add_person(
        first_name=PLANTED["name"],
        last_name=PLANTED["family"],
        first_name_ar=PLANTED["arabic"],
        phone=f"+216{PLANTED['phone']}",
        email=PLANTED["mail"],
        roles=[Role.RESIDENT],
        by=None,
    )
    factories.need(person, words=PLANTED["words"])
    factories.need(person, words=PLANTED["sealed"], is_confidential=True)
    factories.venture("Zarbia Net", person)
    people.give_link(person=person, by=None)
    state_consent(person=person, purpose=Purpose.SHOWCASE, given=True)
    Message.objects.create(
        kind="support.invitation",
        privacy=Privacy.ORDINARY,
        channel=Channel.SMS,
        recipient=person,
        address=PLANTED["mail"],
        language="fr",
        title=PLANTED["message"],
        body=PLANTED["message"],
    )
    return person


def all_rows() -> str:
    """Every value of every row of every table."""
    return "".join(
        str(list(model._base_manager.values()))
        for model in apps.get_models(include_auto_created=True)
    )


# Rows that only say which colleague put something aside or gave a page away: nothing of anybody's
# life.
WORK_ONLY = {"site", "insights"}


def test_every_app_with_people_says_what_it_keeps():
    with_people = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Person and model.__module__.startswith("elspace.")
    }
    named = {part.export.__module__.split(".")[1] for part in personal_data}
    assert with_people - WORK_ONLY == named


def test_own_copy_holds_everything(naima):
    copy = str(copy_of(naima, naima))
    assert {word for word in PLANTED.values() if word not in copy} == set()


def test_copy_for_the_direction_leaves_sealed_words_out(naima, director):
    copy = str(copy_of(naima, director))
    assert PLANTED["words"] in copy
    assert PLANTED["sealed"] not in copy


def test_copy_is_handed_over_as_a_file_with_a_line(naima, director, sign_in):
    client = sign_in(director)
    address = reverse("site:copy", args=[naima.key])
    assert client.get(address).status_code == 200
    assert not AuditLine.objects.filter(verb="hand_over_copy").exists()
    file = client.post(address)
    assert "attachment" in file["Content-Disposition"]
    assert PLANTED["words"] in json.dumps(json.loads(file.content), ensure_ascii=False)
    assert PLANTED["sealed"] not in file.content.decode()
    assert AuditLine.objects.get(verb="hand_over_copy").subject_id == naima.pk


def test_copy_holds_nothing_of_others(naima):
    factories.need(factories.resident("Olfaplantée"), words="Autreplanté")
    assert "planté" not in str(copy_of(factories.resident("Hayet"), naima))


def test_erasing_leaves_no_word_anywhere_and_every_line(naima, director):
    lines = AuditLine.objects.count()
    erase_person(person=naima, by=director)
    rows = all_rows()
    assert {word for word in PLANTED.values() if word in rows} == set()
    assert AuditLine.objects.count() == lines + 1
    assert naima.needs.count() == 2
    naima.refresh_from_db()
    assert not naima.is_active


def test_erasing_needs_the_first_name_and_is_refused_for_the_team(naima, director, sign_in):
    client = sign_in(director)
    address = reverse("site:erase", args=[naima.key])
    client.post(address, {"name": "Salma"})
    naima.refresh_from_db()
    assert naima.is_active
    client.post(address, {"name": PLANTED["name"]})
    naima.refresh_from_db()
    assert not naima.is_active
    with pytest.raises(Refused):
        erase_person(person=director, by=director)
