"""Identity, places, lists and the machine room, as the direction sees them."""

import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elspace.hub.models import Discipline, Equipment, Format, Hub, PeriodicRun, Place
from elspace.hub.periodic import claim_due_jobs
from elspace.hub.queries.lists import equipment_offered
from tests import factories
from tests.hub.calendar_pages import sent

pytestmark = pytest.mark.django_db


def form_of(page, address: str, **changed: object) -> dict[str, object]:
    return sent(page.get(address).context["form"], **changed)


# Identity


def test_identity_is_kept_and_read_on_the_public_pages(page, client):
    address = reverse("hub:identity")
    values = form_of(
        page,
        address,
        name_ar="الفضاء",
        promise_ar="نتقدّم معًا",
        first_language="ar",
        other_languages=["fr"],
        phone="71 234 567",
        website="elspace.example",
        reply_days="5",
    )
    assert page.post(address, values).status_code == 302
    hub = Hub.objects.get()
    assert (hub.languages, hub.phone) == (["ar", "fr"], "+21671234567")
    assert (hub.website, hub.reply_days) == ("https://elspace.example", 5)
    arabic = client.get("/ar/").content.decode()
    assert "الفضاء" in arabic
    assert "نتقدّم معًا" in arabic
    assert 'hreflang="en"' not in arabic
    assert "https://elspace.example" in client.get("/fr/contact/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 5000),
        ("promise_fr", "un deux trois quatre cinq six sept huit neuf dix"),
        ("about_fr", "x" * 5000),
        ("first_language", "de"),
        ("other_languages", ["de"]),
        ("email", "nobody"),
        ("phone", "12"),
        ("website", "javascript://alert(1)"),
        ("website", "ftp://x.example"),
        ("social", "deux mots"),
        ("send_delay_minutes", "-1"),
        ("send_delay_minutes", "9" * 400),
        ("firm_weeks", "0"),
        ("reply_days", "trois"),
    ],
)
def test_identity_that_cannot_be_is_refused_and_kept_on_the_page(page, hub, field, value):
    address = reverse("hub:identity")
    values = form_of(page, address, about_ar="نصّ مكتوب") | {field: value}
    answer = page.post(address, values)
    assert answer.status_code == 200
    assert "نصّ مكتوب" in answer.content.decode()
    fresh = Hub.objects.get()
    assert (fresh.name, fresh.about_ar, fresh.languages) == ("El Space", "", hub.languages)


def test_nine_words_are_a_promise(page, hub):
    address = reverse("hub:identity")
    values = form_of(page, address, promise_fr="un deux trois quatre cinq six sept huit neuf")
    assert page.post(address, values).status_code == 302


# Places


PLACE = {"name_fr": "Annexe", "name_ar": "ملحق", "name_en": "Annexe"}


def test_a_place_is_added_once_and_changed(page, hub, client):
    values = {**PLACE, "latitude": "36.8", "longitude": "10.18", "key": str(uuid.uuid4())}
    for _time in range(2):
        assert page.post(reverse("hub:place-add"), values).status_code == 302
    assert Place.objects.filter(name_fr="Annexe").count() == 1
    first = factories.place()
    address = reverse("hub:place", args=[first.key])
    told = form_of(page, address, address_fr="12 rue du Pacha", way_ar="الباب الأزرق")
    assert page.post(address, told).status_code == 302
    french = client.get("/fr/").content.decode()
    assert "12 rue du Pacha" in french
    assert "الباب الأزرق" in french  # told in one language, better than not at all


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("latitude", "91"),
        ("latitude", "nan"),
        ("longitude", "inf"),
        ("longitude", "loin"),
        ("name_fr", "x" * 121),
        ("address_fr", "x" * 5000),
    ],
)
def test_a_place_that_cannot_be_is_refused(page, hub, field, value):
    values = {**PLACE, "latitude": "36.8", "longitude": "10.18"} | {field: value}
    assert page.post(reverse("hub:place-add"), values).status_code == 200
    assert Place.objects.count() == 1


def test_the_last_place_stays_in_use(page, hub):
    place = factories.place()
    address = reverse("hub:place", args=[place.key])
    values = {k: v for k, v in form_of(page, address).items() if k != "is_active"}
    answer = page.post(address, values)
    assert answer.status_code == 200
    assert "message amber" in answer.content.decode()
    assert Place.objects.get(pk=place.pk).is_active


# Lists

EXPORT = {"name_fr": "Export", "name_ar": "التصدير", "name_en": "Export"}


def test_one_name_is_enough_and_none_is_too_few(page, hub):
    nothing = dict.fromkeys(EXPORT, "")
    assert page.post(reverse("hub:discipline-add"), nothing).status_code == 200
    assert (
        page.post(reverse("hub:discipline-add"), nothing | {"name_ar": "تصدير"}).status_code == 302
    )
    made = Discipline.objects.get(name_ar="تصدير")
    assert (made.name_in("fr"), made.name_in("en")) == ("تصدير", "تصدير")


def test_a_discipline_is_added_once_then_renamed_and_retired(page, hub):
    values = EXPORT | {"key": str(uuid.uuid4())}
    for _time in range(2):
        assert page.post(reverse("hub:discipline-add"), values).status_code == 302
    page.post(reverse("hub:discipline-add"), EXPORT)  # somebody else, the same word
    codes = Discipline.objects.filter(name_fr="Export").values_list("code", flat=True)
    assert sorted(codes) == ["export", "export-2"]
    found = Discipline.objects.get(code="export")
    address = reverse("hub:discipline", args=[found.key])
    assert page.post(address, EXPORT | {"name_fr": "Exporter"}).status_code == 302
    found.refresh_from_db()
    assert (found.name_fr, found.is_active, found.code) == ("Exporter", False, "export")


def test_a_discipline_in_arabic_alone_has_a_code_too(page, hub):
    page.post(reverse("hub:discipline-add"), dict.fromkeys(EXPORT, "التصدير"))
    assert Discipline.objects.filter(code="discipline").exists()


def test_the_last_discipline_stays_in_use(page, hub):
    Discipline.objects.exclude(code="finance").update(is_active=False)
    found = Discipline.objects.get(code="finance")
    answer = page.post(reverse("hub:discipline", args=[found.key]), EXPORT)
    assert answer.status_code == 200
    found.refresh_from_db()
    assert found.is_active


def test_a_format_takes_its_people_and_equipment(page, hub):
    projector = Equipment.objects.first()
    address = reverse("hub:format", args=["workshop"])
    values = form_of(page, address, max_people="12", equipment=[projector.pk])
    assert page.post(address, values).status_code == 302
    found = Format.objects.get(code="workshop")
    assert (found.min_people, found.max_people) == (4, 12)
    assert list(found.equipment.all()) == [projector]


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [("workshop", 9, 4), ("workshop", 0, 4), ("workshop", 1, 5000), ("individual", 1, 3)],
)
def test_a_format_that_cannot_be_is_refused(page, hub, code, low, high):
    before = Format.objects.filter(code=code).values().get()
    address = reverse("hub:format", args=[code])
    values = form_of(page, address, min_people=low, max_people=high)
    values["equipment"] = []
    assert page.post(address, values).status_code == 200
    assert Format.objects.filter(code=code).values().get() == before


def test_equipment_is_added_once_and_renamed(page, hub):
    names = {"name_fr": "Micro", "name_ar": "مصدح", "name_en": "Microphone"}
    values = names | {"key": str(uuid.uuid4())}
    for _time in range(2):
        page.post(reverse("hub:equipment-add"), values)
    found = Equipment.objects.get(name_fr="Micro")
    page.post(reverse("hub:equipment", args=[found.key]), names | {"name_fr": "Microphone"})
    assert Equipment.objects.get(pk=found.pk).name_fr == "Microphone"


def test_lists_take_the_same_queries_whatever_they_hold(page, hub):
    from django.db import connection

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page.get(reverse("hub:lists"))
        return len(captured)

    few = queries()
    for number in range(12):
        names = dict.fromkeys(EXPORT, f"Autre {number}")
        Discipline.objects.create(code=f"other-{number}", **names)
        Equipment.objects.create(**names)
    assert queries() == few


# The machine room


@pytest.fixture
def _own_folder(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def unwell(page) -> set[str]:
    return {sign.label for sign in page.get(reverse("hub:health")).context["unwell"]}


@pytest.mark.usefixtures("_own_folder")
def test_machine_room_says_what_is_not_well(page, settings):
    settings.PUBLIC_URL = "https://hub.example"
    claim_due_jobs()
    assert unwell(page) == {"Dernière sauvegarde"}
    made = settings.VAR_DIR / "backups" / "elspace-20270216-090000.tar.gz"
    made.write_bytes(b"")
    yesterday, long_ago = (timezone.now() - timedelta(days=days) for days in (1, 8))
    os.utime(made, (yesterday.timestamp(), yesterday.timestamp()))
    assert unwell(page) == set()
    os.utime(made, (long_ago.timestamp(), long_ago.timestamp()))
    assert unwell(page) == {"Dernière sauvegarde"}


@pytest.mark.usefixtures("_own_folder")
def test_machine_room_tells_a_failed_job_and_work_nobody_does(page, clock):
    claim_due_jobs()
    PeriodicRun.objects.filter(name="outbox.send_due").update(last_error="ValueError in x, line 1")
    text = page.get(reverse("hub:health")).content.decode()
    assert "ValueError in x, line 1" in text
    assert "Envoyer ce qui doit partir" in unwell(page)
    PeriodicRun.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert "Travail en arrière-plan" in unwell(page)


@pytest.mark.usefixtures("_own_folder")
def test_machine_room_names_nobody(page, director):
    factories.resident("Naïma", email="naima@dar.example")
    text = page.get(reverse("hub:health")).content.decode()
    assert "Naïma" not in text
    assert "naima@dar.example" not in text


def test_unused_equipment_leaves_the_list_and_used_one_only_retires(page, hub):
    microphone = Equipment.objects.create(name_fr="Micro", name_ar="ميكروفون", name_en="Microphone")
    room = factories.room()
    room.equipment.add(microphone)
    address = reverse("hub:equipment", args=[microphone.key])
    remove = reverse("hub:equipment-remove", args=[microphone.key])
    assert remove not in page.get(address).content.decode()
    page.post(remove)
    assert Equipment.objects.filter(pk=microphone.pk).exists()

    page.post(address, {"name_fr": "Micro"})  # not ticked: out of use
    assert list(equipment_offered().filter(pk=microphone.pk)) == []
    assert list(equipment_offered(room.equipment.all()).filter(pk=microphone.pk)) == [microphone]
    assert "hors service" in page.get(reverse("hub:lists")).content.decode()

    room.equipment.clear()
    assert remove in page.get(address).content.decode()
    for _press in range(2):
        assert page.post(remove).url == reverse("hub:lists")
    assert not Equipment.objects.filter(pk=microphone.pk).exists()
