"""A visit: names planted in every table are read on no page, nothing changes, nothing leaves."""

import re
import uuid
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from elspace.agenda.actions import give_calendar_link
from elspace.agenda.models import AttendanceMark
from elspace.billing.models import BillingSettings
from elspace.hosting.models import Booking
from elspace.hub.models import Closure
from elspace.imports.models import HeaderMeaning, ImportBatch
from elspace.insights.visits import (
    KEPT,
    KEPT_MODELS,
    SESSION_KEY,
    invented,
    is_on,
    replaced_fields,
    visiting,
)
from elspace.needs.models import Need, NeedStep, OtherAnswer
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.people.models import Person, TrustedDevice
from elspace.reception.actions import receive_visit
from elspace.trust.models import AuditLine, Consent, Reading
from elspace.ventures.models import Venture
from tests import factories
from tests.personas import PAGES, persona, world

pytestmark = pytest.mark.django_db
PLANTED = "Planté"
PHONE = "77770077"
HOUR = timedelta(hours=1)
PREVIEWS = ("imports:preview", "imports:rows")
# In any writing a page may give them: escaped in an address, cut, in capitals.
FOUND = re.compile(r"plant(é|%C3%A9|e\d|&eacute;)|7777\s?0077|77\s?770\s?077", re.IGNORECASE)


def plant() -> int:
    """Put a name nobody invented into every text of every row; how many."""
    planted = 0
    for field in replaced_fields():
        if field.name in ("token", "receipt", "folded"):
            continue
        model = field.model
        for row in model._base_manager.all():
            value: Any = f"{PLANTED}{row.pk} {field.name}"[: field.max_length or 200]
            if isinstance(field, models.EmailField):
                value = f"plante{row.pk}@plante.example"
            elif field.name == "phone":
                value = f"+216{PHONE[:-1]}{row.pk}"[:12]
            elif isinstance(field, models.JSONField):
                value = [value] if isinstance(getattr(row, field.name), list) else {"x": value}
            if getattr(row, field.name) in (None, "") and field.null:
                continue
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{field.name: value})
                planted += 1
            except IntegrityError:  # a rule of the table wants this value
                continue
    return planted


def fill(model) -> None:
    """A row of a table nobody thought of here: any value a column takes."""
    plain: list[tuple[type, Any]] = [
        (models.BooleanField, True),
        (models.IntegerField, 1),
        (models.DecimalField, 1),
        (models.DateField, timezone.localdate()),
        (models.TimeField, timezone.now().time()),
        (models.BinaryField, b""),
    ]
    row = model(pk=1) if model is BillingSettings else model()  # the one row there may be
    ahead = count(1)  # what ends comes after what begins
    for field in model._meta.fields:
        if field.primary_key or field.has_default() or field.null:
            continue
        if field.is_relation:
            if not field.related_model._base_manager.exists():
                fill(field.related_model)
            value = field.related_model._base_manager.first()
        elif field.choices:
            value = field.choices[0][0]
        elif isinstance(field, models.DateTimeField):
            value = timezone.now() + next(ahead) * HOUR
        else:
            value = next((one for kind, one in plain if isinstance(field, kind)), "x")
        setattr(row, field.name, value)
    row.save()


@pytest.fixture
def planted_world(hub):
    """One row of everything, each text of it planted."""
    made = world()
    who = made["person"]
    project = factories.venture("Zarbia Net", who, name_ar="زربية نت", activity="tapis")
    need = factories.need(who, words="Savoir vendre", venture=project, code=None)
    AttendanceMark.objects.create(
        occasion=made["session"].occasion, walk_in="Passante", presence="present"
    )
    Message.objects.create(
        recipient=who, kind="x", channel="whatsapp", address="+21620123456", title="T", body="B"
    )
    now = timezone.now()
    OtherAnswer.objects.create(need=need, kind="document", text="Un document")
    NeedStep.objects.create(need=need, to_state="confirmed", reason="Parce que")
    EmailAddress.objects.create(user=who, email="naima@planted.example")
    Closure.objects.create(starts_at=now, ends_at=now + timedelta(hours=1), reason="Fête")
    Consent.objects.create(person=who, purpose="name_to_funder", given=True, wording="Oui")
    Booking.objects.create(
        space=made["room"], person=who, title="Réunion", start_at=now, end_at=now + HOUR
    )
    workshop = factories.workshop()
    factories.slips(workshop)
    factories.said_at(workshop, "Savoir faire une facture")
    give_calendar_link(person=who, by=None)
    made["personas"] = {role: persona(role) for role in ("programme", "director", "community")}
    made["batch"] = ImportBatch.objects.create(
        by=made["personas"]["programme"], content={"people": []}
    )
    HeaderMeaning.objects.create(signature="s", meanings={"nom": "name"}, by=who)
    TrustedDevice.objects.create(person=who, token_hash="t", made_under="m", name="Firefox")
    receive_visit(key=uuid.uuid4(), first_name="Passante", by=None)
    for model in {field.model for field in replaced_fields()}:
        if not model._base_manager.exists():
            fill(model)
    assert plant() >= 70
    return made


def pages_of(made, role, *, previews=True):
    """Every address this persona may open."""
    for page in PAGES:
        if role in page.may and page.answers in (200, 302):
            is_preview = previews and page.name in PREVIEWS
            rows = {"key": made["batch"].key} if is_preview else page.rows(made)
            yield page, reverse(page.name, kwargs=rows)


def visitor(sign_in, who=None):
    client = sign_in(who or persona("programme"))
    session = client.session
    session[SESSION_KEY] = "seed"
    session.save()
    return client


def test_without_a_visit_the_planted_names_are_read(planted_world, sign_in):
    """The crawl below would find them."""
    client = sign_in(planted_world["personas"]["programme"])
    read = 0
    for _page, address in pages_of(planted_world, "programme", previews=False):
        read += bool(FOUND.search(client.get(address).content.decode(errors="replace")))
    assert read >= 15


@pytest.mark.parametrize(
    ("role", "language"), [("programme", "fr"), ("programme", "ar"), ("director", "fr")]
)
def test_a_visit_shows_no_name_and_no_word_on_any_page(planted_world, sign_in, role, language):
    client = visitor(sign_in, planted_world["personas"][role])
    leaks, unmarked, broken = [], [], []
    for page, address in pages_of(planted_world, role):
        with transaction.atomic():
            answer = client.get(f"{address}?lang={language}&q=Plante")
        body = answer.content.decode(errors="replace").replace("q=Plante", "")
        body = body.replace('value="Plante"', "")
        if FOUND.search(body):
            leaks.append((page.name, FOUND.search(body).group()))
        if answer.status_code >= 500:
            broken.append(page.name)
        is_page = answer["Content-Type"].startswith("text/html") and "<html" in body
        if is_page and "visit-mark" not in body:
            unmarked.append(page.name)
    assert (leaks, unmarked, broken) == ([], [], [])


def test_a_name_is_the_same_invention_on_every_page_and_in_both_scripts(hub):
    factories.person("Naïma", "Hlaoui", first_name_ar="نعيمة", last_name_ar="الحلاوي")
    with visiting("a"):
        one = Person.objects.get()
        again = Person.objects.values_list("first_name", flat=True).get()
        assert one.first_name == again != "Naïma"
        field = Person._meta.get_field("first_name_ar")
        assert one.first_name_ar == invented(field, "نعيمة")
    with visiting("b"):
        Person.objects.get()  # another seed invents anew
    assert Person.objects.get().name == "Naïma Hlaoui"
    assert not is_on()


@pytest.mark.parametrize("path", ["outbox:to-send", "site:people", "needs:quick"])
def test_no_button_works_during_a_visit(planted_world, sign_in, path):
    client = visitor(sign_in)
    answer = client.post(reverse(path), {"anything": "1"})
    assert answer.status_code == 403
    assert "visit-mark" in answer.content.decode()


def test_adding_and_changing_are_refused_and_change_nothing(hub, sign_in):
    who = factories.person("Naïma")
    client = visitor(sign_in)
    before = (Person.objects.count(), AuditLine.objects.count())
    sent = {"first_name": "X", "language": "fr", "channel": "paper", "entered_from": "meeting"}
    assert client.post(reverse("people:add"), sent).status_code == 403
    assert client.post(reverse("people:change", args=[who.key]), sent).status_code == 403
    assert (Person.objects.count(), AuditLine.objects.count()) == before


def test_what_a_visitor_reads_is_noted_as_read_by_nobody(hub, sign_in):
    need = factories.need(words="Mes mots")
    address = reverse("needs:need", args=[need.key])
    assert visitor(sign_in).get(address).status_code == 200
    assert not Reading.objects.exists()
    sign_in(persona("programme")).get(address)
    assert Reading.objects.exists()


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_no_file_leaves_during_a_visit(planted_world, sign_in, form):
    client = visitor(sign_in)
    address = reverse("site:share-file", args=["week", "2027-02-16", "fr", form])
    answer = client.get(address)
    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("text/html")


def test_a_visit_begins_and_ends_by_a_button_for_its_own_session(hub, sign_in):
    factories.resident("Naïma", last_name="Hlaoui")
    client, other = sign_in(persona("programme")), sign_in(persona("programme"))
    people = reverse("site:people")
    assert "Hlaoui" in client.get(people).content.decode()
    assert client.post(reverse("insights:visit-begin")).status_code == 302
    shown = client.get(people)
    assert "Hlaoui" not in strip_tags(shown.content.decode())
    assert "no-store" in shown["Cache-Control"]
    assert "Hlaoui" in other.get(people).content.decode()
    assert client.post(reverse("insights:visit-end")).status_code == 302
    assert "Hlaoui" in client.get(people).content.decode()


def test_one_can_sign_out_of_a_visit(hub, sign_in):
    client = visitor(sign_in)
    client.post(reverse("account_logout"))
    assert client.get(reverse("site:people")).status_code == 302


def test_what_is_kept_is_there_to_be_kept():
    """No entry of the two lists names something that is gone."""
    labels = {model._meta.label_lower for model in apps.get_models()}
    assert labels >= KEPT_MODELS
    fields = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
    }
    assert fields >= KEPT


def test_every_text_about_people_is_replaced():
    replaced = {f"{field.model._meta.label_lower}.{field.name}" for field in replaced_fields()}
    for name in (
        "people.person.first_name", "people.person.phone", "people.person.access_needs",
        "needs.need.words", "needs.otheranswer.text", "outbox.message.body",
        "support.session.lines", "imports.importbatch.content", "agenda.attendancemark.walk_in",
        "account.emailaddress.email", "ventures.venture.activity",
    ):  # fmt: skip
        assert name in replaced


def test_reception_starts_no_visit(hub, sign_in):
    reception = factories.person("Sami", roles=[Role.RECEPTION])
    assert sign_in(reception).get(reverse("insights:visit")).status_code == 403


def test_inventions_are_counted_as_people_are(hub):
    """Figures stay true: nothing is left out or added."""
    factories.venture("Zarbia Net")
    factories.need(words="Mes mots")
    with visiting("a"):
        assert (Need.objects.count(), Venture.objects.count()) == (1, 1)
        assert Need.objects.get().words != "Mes mots"
