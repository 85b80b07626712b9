"""Merging two pages of one person loses nothing, whatever models the platform has."""

import uuid
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.billing.models import TillCount
from elspace.core.answers import Refused
from elspace.hub.enums import Half, Season
from elspace.needs.queries import slip_of_receipt
from elspace.outbox.enums import Channel, Privacy
from elspace.outbox.models import Message
from elspace.people.actions import merge_people
from elspace.people.enums import Free, Role
from elspace.people.models import HalfDay, Person, PersonalLink
from elspace.reception.models import PresenceMark
from elspace.support.models import Expert
from elspace.trust.models import AuditLine, Reading
from tests import factories

pytestmark = pytest.mark.django_db

CREDENTIALS = {EmailAddress, Authenticator}


def references() -> list[tuple[type[models.Model], models.Field]]:
    """Every foreign key of every model that points at a person, found without the action's help."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=False)
        if field.concrete and not field.many_to_many and field.related_model is Person
        if model not in CREDENTIALS
    ]


NUMBERS = count(1)  # no two rows alike


def some_value(field: models.Field, rows: dict[type[models.Model], models.Model]) -> Any:
    """A value that fits a required field."""
    if field.is_relation:
        return some_row(field.related_model, rows, is_new=field.one_to_one)
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.DateTimeField):
        return timezone.now() + timedelta(hours=field.name == "closes_at")
    if isinstance(field, models.DateField):
        return date(2027, 3, 1)
    if isinstance(field, models.TimeField):
        return timezone.now().time()
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, (models.IntegerField, models.DecimalField, models.FloatField)):
        return next(NUMBERS)
    return uuid.uuid4().hex[: min(field.max_length or 20, 20)]


def some_row(
    model: type[models.Model],
    rows: dict[type[models.Model], models.Model],
    is_new: bool = False,
    **given: Any,
) -> models.Model:
    """A row of any model with every required field filled; shared when none is given."""
    if not given and not is_new and model in rows:
        return rows[model]
    if not given and not is_new and (known := model._base_manager.first()) is not None:
        return known
    values = dict(given)
    for field in model._meta.concrete_fields:
        if field.name in values or (field.primary_key and not field.is_relation):
            continue
        if getattr(field.remote_field, "parent_link", False):
            continue
        if field.null or field.has_default() or (field.blank and field.empty_strings_allowed):
            continue
        values[field.name] = some_value(field, rows)
    for late, early in (("end_at", "start_at"), ("ends_at", "starts_at"), ("until_on", "from_on")):
        if late in values and early in {f.name for f in model._meta.concrete_fields}:
            first = values.get(early) or model._meta.get_field(early).get_default()
            values[late] = first + timedelta(days=1)
    # What a rule of the table wants beside the required fields.
    if model is TillCount:
        values["explanation"] = "x"
    if model is PresenceMark and "person" not in values:
        values["person"] = some_row(Person, rows, is_new=True)
    row = model._base_manager.create(**values)
    if not given:
        rows[model] = row
    return row


def test_merge_moves_one_row_of_every_model_that_names_a_person():
    keep, gone = factories.person("Salma"), factories.person("Selma")
    other = factories.person("Someone else")
    rows: dict[type[models.Model], models.Model] = {Person: other}
    made = []
    for model, field in references():
        if model._meta.auto_created:
            far = next(f for f in model._meta.local_fields if f.is_relation and f != field)
            far_row = some_row(far.related_model, rows)
            if model._base_manager.filter(**{field.name: gone, far.name: far_row}).exists():
                continue
            row = model._base_manager.create(**{field.name: gone, far.name: far_row})
        else:
            row = some_row(model, rows, **{field.name: gone})
        made.append((model, field, row.pk))
    assert len(made) >= 25

    merge_people(keep=keep, gone=gone, by=None)

    lost = [
        f"{model._meta.label}.{field.name}"
        for model, field, pk in made
        if model._base_manager.filter(pk=pk).values_list(field.attname, flat=True).first()
        != keep.pk
    ]
    # A language both speak is one row; the person's own referent is never herself; the trust in a
    # device and the code of a shared computer belong to one sign-in and end with it.
    expected = {
        "people.Person_speaks.person",
        "people.TrustedDevice.person",
        "people.DeskCode.person",
    }
    assert [name for name in lost if name not in expected] == []
    assert not Person.objects.filter(pk=gone.pk).exists()


def test_merge_makes_one_of_two_seats_at_an_occasion():
    keep, gone = factories.resident("Salma"), factories.resident("Selma")
    occasion = factories.session().occasion
    kept = Invitation.objects.create(occasion=occasion, person=keep)
    Invitation.objects.create(
        occasion=occasion, person=gone, reply=Reply.YES, need=factories.need(gone)
    )
    merge_people(keep=keep, gone=gone, by=None)
    seat = Invitation.objects.get()
    assert (seat.pk, seat.person, seat.reply, seat.need.person) == (kept.pk, keep, Reply.YES, keep)


def test_merge_keeps_the_first_answer_about_a_half_day():
    keep, gone = factories.person("Salma"), factories.person("Selma")
    factories.half_days(keep, (1, Half.MORNING), free=Free.NO)
    factories.half_days(gone, (1, Half.MORNING), (2, Half.EVENING), free=Free.YES)
    merge_people(keep=keep, gone=gone, by=None)
    answers = HalfDay.objects.filter(person=keep, season=Season.USUAL)
    assert set(answers.values_list("weekday", "half", "free")) == {
        (1, Half.MORNING, Free.NO),
        (2, Half.EVENING, Free.YES),
    }


def test_merge_joins_two_expert_pages_with_their_sessions():
    one = factories.expert("Leïla", "finance", every_half_day=False)
    two = factories.expert("Leila", "selling", every_half_day=False, hours_a_month=8)
    session = factories.session(by=two)
    merge_people(keep=one.person, gone=two.person, by=None)
    expert = Expert.objects.get()
    session.refresh_from_db()
    assert (expert.pk, expert.hours_a_month, session.expert_id) == (one.pk, 8, one.pk)
    assert set(expert.disciplines.values_list("code", flat=True)) == {"finance", "selling"}


def test_merge_fills_what_is_empty_and_keeps_what_is_known():
    keep = factories.person("Salma", phone="+21620000000")
    gone = factories.person(
        "Selma", "Ouerghemmi", phone="+21698000000", email="salma@x.example", first_name_ar="سلمى"
    )
    merged = merge_people(keep=keep, gone=gone, by=None)
    assert merged.name_in("fr") == "Salma Ouerghemmi"
    assert merged.name_in("ar") == "سلمى"
    assert (merged.phone, merged.email) == ("+21620000000", "salma@x.example")
    assert "~slm" in merged.folded


def test_merge_never_joins_credentials():
    keep, gone = factories.person("Salma"), factories.person("Selma", email="selma@x.example")
    Authenticator.objects.create(user=gone, type="totp", data={"secret": "x"})
    EmailAddress.objects.create(user=gone, email="selma@x.example", verified=True, primary=True)
    merge_people(keep=keep, gone=gone, by=None)
    assert not Authenticator.objects.exists()
    assert not EmailAddress.objects.exists()


def test_merge_keeps_printed_cards_readings_and_the_audit_trail():
    keep, gone = factories.person("Salma"), factories.person("Selma")
    director = factories.person("Dali", roles=[Role.DIRECTOR])
    link = PersonalLink.objects.create(person=gone, expires_on=date(2027, 4, 1))
    for person in (keep, gone):
        Reading.objects.create(reader=director, subject_kind="people.person", subject_id=person.pk)
    merge_people(keep=keep, gone=gone, by=director)
    link.refresh_from_db()
    assert link.person == keep
    assert Reading.objects.get().subject_id == keep.pk
    line = AuditLine.objects.get(verb="merge_people")
    assert (line.subject_id, line.actor) == (keep.pk, director)


def test_merge_is_refused_to_the_team_to_oneself_and_across_an_alias():
    keep, gone = factories.person("Salma"), factories.person("Selma")
    director = factories.person("Dali", roles=[Role.DIRECTOR])
    alias = factories.person("Yasmine-7", is_alias=True)
    for by, one, two in [
        (factories.person("Rim", roles=[Role.RECEPTION]), keep, gone),
        (director, keep, keep),
        (director, keep, director),
        (director, alias, keep),
        (factories.person("Lina", roles=[Role.RECEPTION]), keep, alias),
    ]:
        with pytest.raises(Refused):
            merge_people(keep=one, gone=two, by=by)
    assert Person.objects.filter(pk__in=[keep.pk, gone.pk, director.pk, alias.pk]).count() == 4


def test_merge_keeps_one_of_two_same_messages():
    keep, gone = factories.person("Salma"), factories.person("Selma")
    for person in (keep, gone):
        Message.objects.create(
            kind="support.invitation",
            privacy=Privacy.ORDINARY,
            channel=Channel.SMS,
            recipient=person,
            language="fr",
            title="Invitation",
            body="Jeudi",
            occurrence="1",
        )
    merge_people(keep=keep, gone=gone, by=None)
    assert Message.objects.get().recipient == keep


def test_who_says_who_she_is_leaves_her_alias_in_one_step(hub, sign_in):
    community = factories.person("Lina", roles=[Role.COMMUNITY])
    client = sign_in(community)
    amal = factories.resident("Amal", last_name="Trabelsi")
    workshop = factories.workshop()
    known_for_a_year(amal)
    need = factories.said_at(workshop, "Vendre en ligne", name="", is_alias=True)
    alias = need.person
    assert slip_of_receipt(need.slip.receipt) is not None
    page = client.get(reverse("site:person", args=[alias.key])).content.decode()
    assert reverse("site:twin-of", args=[alias.key]) in page
    found = client.get(reverse("site:twin-of", args=[alias.key]), {"q": "Amal"}).content.decode()
    address = reverse("people:merge", args=[amal.key, alias.key])
    assert address in found
    assert "message amber" in client.post(address).content.decode()
    assert Person.objects.filter(pk=alias.pk).exists()
    client.post(address, {"said": "on", "first_name": "other", "last_name": "other"})
    need.refresh_from_db()
    amal.refresh_from_db()
    assert need.person == amal
    assert (amal.name, amal.is_alias) == ("Amal Trabelsi", False)
    assert not Person.objects.filter(pk=alias.pk).exists()
    line = AuditLine.objects.get(verb="merge_people")
    assert line.changes["is_alias"] == [True, False]


def test_a_stub_no_longer_opens_the_page_once_it_is_that_of_somebody_known_before(hub):
    amal = factories.resident("Amal")
    known_for_a_year(amal)
    need = factories.said_at(factories.workshop(), "Vendre en ligne", name="", is_alias=True)
    merge_people(keep=amal, gone=need.person, by=None, is_said=True)
    assert slip_of_receipt(need.slip.receipt) is None


def known_for_a_year(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(created_at=timezone.now() - timedelta(days=365))


def test_two_pages_under_real_names_stay_with_the_direction(sign_in, hub):
    community = factories.person("Lina", roles=[Role.COMMUNITY])
    one, other = factories.person("Salma"), factories.person("Selma")
    client = sign_in(community)
    assert client.get(reverse("site:twin-of", args=[one.key])).status_code == 403
    client.post(reverse("people:merge", args=[one.key, other.key]), {"said": "on"})
    assert Person.objects.filter(pk=other.pk).exists()
