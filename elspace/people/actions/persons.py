"""Adding a person and changing what is known of them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.models import EnteredFrom
from elspace.hub.models import SpokenLanguage
from elspace.outbox.enums import Channel
from elspace.people import rules
from elspace.people.enums import Role
from elspace.people.models import Person, RoleGrant
from elspace.people.queries import with_same_mail
from elspace.people.spelling import NAMES
from elspace.trust.actions import record

# What change_person may set besides names, mail and languages spoken.
PLAIN = (
    "phone", "language", "channel", "is_alias", "gender", "age_band", "governorate",
    "access_needs", "referent",
)  # fmt: skip


@once_per_key(Person)
@transaction.atomic
def add_person(
    *,
    first_name: str,
    last_name: str = "",
    first_name_ar: str = "",
    last_name_ar: str = "",
    phone: str = "",
    email: str | None = None,
    language: str = "fr",
    speaks: Iterable[SpokenLanguage] = (),
    channel: str | None = None,
    is_alias: bool = False,
    roles: Iterable[str] = (),
    key: uuid.UUID | None = None,
    by: Person | None,
    entered_from: EnteredFrom = EnteredFrom.MEETING,
    **more: Any,
) -> Person:
    """Add someone; a first name is enough. The same `key` again returns the first row.

    Without `channel`: WhatsApp where there is a phone, mail where there is only a mail, else paper.
    """
    roles = [Role(role) for role in roles]
    if by is not None and not (answer := rules.can_give_roles(by, roles)):
        raise Refused(answer.reason)
    person = Person(
        first_name=first_name,
        last_name=last_name,
        first_name_ar=first_name_ar,
        last_name_ar=last_name_ar,
        phone=phone,
        email=_free_mail(email),
        language=language,
        is_alias=is_alias,
        **({"key": key} if key else {}),
        **more,
    )
    person.channel = channel or _usual_channel(person)
    person.set_unusable_password()
    _settle_names(person)
    person.save()
    person.speaks.set(speaks)
    RoleGrant.objects.bulk_create(
        RoleGrant(person=person, role=role, granted_by=by) for role in roles
    )
    record(
        "add_person",
        subject=person,
        actor=by,
        changes={"roles": ([], [str(role) for role in roles]), "from": ("", entered_from)},
    )
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    by: Person | None,
    entered_from: EnteredFrom = EnteredFrom.MEETING,
    speaks: Iterable[SpokenLanguage] | None = None,
    **fields: Any,
) -> Person:
    """Change what is known of a person; only the fields named change. The audit line names the
    fields, never their values."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if by is not None and not (answer := rules.can_change_person(by, person)):
        raise Refused(answer.reason)
    unknown = set(fields) - {*NAMES, *PLAIN, "email"}
    if unknown:
        raise TypeError(f"change_person does not set {sorted(unknown)}")
    changed = [name for name, value in fields.items() if name != "email"]
    if "email" in fields:
        email = (fields.pop("email") or "").strip().lower() or None
        if email != person.email:
            if by is not None and not (answer := rules.can_change_mail(by, person)):
                raise Refused(answer.reason)
            person.email = _free_mail(email, but=person)
            changed.append("email")
            _forget_sign_in_addresses(person)
    for name, value in fields.items():
        setattr(person, name, value)
    _settle_names(person)
    person.save()
    if speaks is not None:
        person.speaks.set(speaks)
        changed.append("speaks")
    record(
        "change_person",
        subject=person,
        actor=by,
        changes={"fields": ([], sorted(changed)), "from": ("", entered_from)},
    )
    return person


def _settle_names(person: Person) -> None:
    """Trim names, keep an alias free of any other name."""
    for name in NAMES:
        setattr(person, name, " ".join(getattr(person, name).split()))
    if not person.first_name:
        # Written in Arabic only: that is the name.
        person.first_name = person.first_name_ar
        person.last_name = person.last_name or person.last_name_ar
    if not person.first_name:
        raise Refused(_("A first name is needed, or an alias."))
    if person.is_alias:
        person.last_name = person.last_name_ar = ""


def _usual_channel(person: Person) -> str:
    if person.phone:
        return Channel.WHATSAPP
    return Channel.MAIL if person.email else Channel.PAPER


def _free_mail(email: str | None, but: Person | None = None) -> str | None:
    """The address as it is stored; refused when it is somebody else's."""
    email = (email or "").strip().lower() or None
    if with_same_mail(email, but=but) is not None:
        raise Refused(_("Another person already has this mail address."))
    return email


def _forget_sign_in_addresses(person: Person) -> None:
    """The old address opens the account no longer."""
    person.emailaddress_set.all().delete()  # type: ignore[attr-defined]
