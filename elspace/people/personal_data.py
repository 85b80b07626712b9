"""What this app keeps about a person, for their copy and their erasure."""

import uuid
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData
from elspace.core.templatetags.elspace import listed

from .desk import DeskCode
from .enums import AgeBand, Gender
from .models import Away, HalfDay, Person, PersonalLink, RoleGrant, TrustedDevice

ERASED = "—"


def export(person: Person, reader: Any) -> Iterable[dict[str, Any]]:
    """The page, roles, half-days, days away."""
    yield {
        _("first name"): person.first_name,
        _("family name"): person.last_name,
        _("first name in Arabic"): person.first_name_ar,
        _("family name in Arabic"): person.last_name_ar,
        _("mail"): person.email or "",
        _("phone"): person.phone,
        _("reads"): person.language_name,
        _("speaks"): listed(language.name for language in person.speaks.all()),
        _("prefers"): person.get_channel_display(),
        _("gender"): person.get_gender_display(),
        _("age"): person.get_age_band_display(),
        _("governorate"): person.governorate,
        _("what helps you take part"): person.access_needs,
        _("referent"): person.referent.name if person.referent else "",
        _("since"): person.created_at,
    }
    for grant in RoleGrant.objects.filter(person=person).order_by("from_on"):
        yield {
            _("role"): grant.get_role_display(),
            _("from"): grant.from_on,
            _("until"): grant.until_on or "",
        }
    for row in HalfDay.objects.filter(person=person).order_by("season", "weekday", "half"):
        yield {
            _("half-day"): listed([row.get_weekday_display(), row.get_half_display()]),
            _("season"): row.get_season_display(),
            _("answer"): row.get_free_display(),
            _("entered from"): row.get_entered_from_display(),
        }
    for away in Away.objects.filter(person=person):
        yield {_("days away"): f"{away.from_on} – {away.until_on}"}
    for device in TrustedDevice.objects.filter(person=person):
        yield {_("trusted device"): device.name, _("since"): device.trusted_at}
    for code in DeskCode.objects.filter(person=person):
        yield {_("six digits for shared computers"): "•••", _("since"): code.set_at}


def erase(person: Person) -> None:
    """Leave an empty shell, so that lines of others keep pointing at somebody: nobody."""
    now = timezone.now()
    for credentials in (Authenticator, EmailAddress):
        credentials._default_manager.filter(user=person).delete()
    PersonalLink.objects.filter(person=person).delete()
    TrustedDevice.objects.filter(person=person).delete()
    DeskCode.objects.filter(person=person).delete()
    HalfDay.objects.filter(person=person).delete()
    Away.objects.filter(person=person).delete()
    RoleGrant.objects.filter(person=person, until_on=None).update(until_on=now.date())
    Person.objects.filter(referent=person).update(referent=None)
    person.speaks.clear()
    Person.objects.filter(pk=person.pk).update(
        key=uuid.uuid4(),
        first_name=ERASED,
        last_name="",
        first_name_ar="",
        last_name_ar="",
        email=None,
        phone="",
        folded="",
        password="!",  # noqa: S106  (no password opens it)
        gender=Gender.UNSAID,
        age_band=AgeBand.UNSAID,
        governorate="",
        access_needs="",
        referent=None,
        invited_at=None,
        last_login=None,
        is_alias=False,
        is_active=False,
    )


PERSONAL_DATA = PersonalData(gettext_lazy("My page"), export, erase)
