"""Pages of an import of the house: what would come in, what a header means, what came in."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from elspace.hosting.models import Room
from elspace.imports.actions import write_import
from elspace.imports.models import ImportBatch
from elspace.people.enums import Role
from tests import factories
from tests.imports.files import workbook
from tests.imports.house_files import DESKS, MEMBERS

pytestmark = pytest.mark.django_db
ROOMS = [["Salle", "Capacité", "Calme", "Prix/heure"], ["Verger", 40, "oui", "45"],
         ["Ancienne", 12, "", ""]]  # fmt: skip


@pytest.fixture
def choose(programme, sign_in):
    """`choose(Salles=rows)`: the client, the file and its preview."""
    client = sign_in(programme)
    factories.plan("120.000")
    factories.room("Ancienne", capacity=10)

    def do(**sheets):
        upload = SimpleUploadedFile("maison.xlsx", workbook(**sheets))
        data = {"key": str(uuid4()), "file": upload}
        response = client.post(reverse("imports:start"), data, follow=True)
        return client, response

    return do


def test_rooms_alone_are_shown_confirmed_and_taken_back(choose, settings):
    client, response = choose(Salles=ROOMS)
    page = response.content.decode()
    assert "Verger" in page
    assert response.context["counts"]["rooms"] == 1
    key = ImportBatch.objects.get().key
    client.post(reverse("imports:confirm", args=[key]))
    write_import(batch=ImportBatch.objects.get())
    done = client.get(reverse("imports:done", args=[key])).content.decode()
    assert reverse("hosting:rooms") in done
    assert reverse("needs:classify") not in done
    start = client.get(reverse("imports:start")).content.decode()
    assert reverse("imports:done", args=[key]) in start
    assert Room.objects.filter(name_fr="Verger").exists()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_members_and_desks_are_shown_in_each_language(choose, language):
    client, _response = choose(Feuil1=MEMBERS["en"], Bureaux=DESKS)
    key = ImportBatch.objects.get().key
    client.cookies["django_language"] = language
    page = client.get(reverse("imports:preview", args=[key]))
    assert page.context["is_house_wrong"] is True  # no fixed desk, no book of days among the plans
    assert "Association Rives" in page.content.decode()
    rows = client.get(reverse("imports:rows", args=[key]))
    assert "Omar" in rows.content.decode()


def test_header_nobody_knows_is_said_once(choose):
    rooms = [["Salle", "Combien tiennent", "Capacité"], ["Verger", "beaucoup", 40]]
    client, response = choose(Salles=rooms)
    (asked,) = [one for _name, one in response.context["headers"] if not one.column]
    assert (asked.kind, asked.header) == ("rooms", "Combien tiennent")
    assert "room" in asked.labels
    assert "first_name" not in asked.labels
    name = next(name for name, one in response.context["headers"] if one == asked)
    key = ImportBatch.objects.get().key
    client.post(reverse("imports:explain", args=[key]), {name: "about"})
    ImportBatch.objects.all().delete()
    _client, response = choose(Salles=rooms)
    assert response.context["rooms"][0].note == "beaucoup"


def test_sheet_no_header_of_which_is_known_can_be_explained_as_rooms(choose):
    strange = [["Machin", "Bidule"], ["Verger", 40]]
    client, response = choose(F=strange)
    said = {"Machin": "room", "Bidule": "capacity"}
    data = {name: said[one.header] for name, one in response.context["headers"]}
    key = ImportBatch.objects.get().key
    client.post(reverse("imports:explain", args=[key]), data)
    page = client.get(reverse("imports:preview", args=[key]))
    assert [one.said.capacity for one in page.context["rooms"]] == [40]


def test_community_is_told_who_brings_rooms_in(hub, sign_in):
    client = sign_in(factories.person("Sonia", roles=[Role.COMMUNITY], email="s@hub.example"))
    upload = SimpleUploadedFile("maison.xlsx", workbook(Salles=ROOMS))
    data = {"key": str(uuid4()), "file": upload}
    response = client.post(reverse("imports:start"), data, follow=True)
    assert [fault.code for fault in response.context["faults"]] == ["rooms_not_yours"]
    key = ImportBatch.objects.get().key
    assert reverse("imports:confirm", args=[key]) not in response.content.decode()
