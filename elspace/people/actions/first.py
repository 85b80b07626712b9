"""The first page of a new hub: the hub, its place and its director, all of them or nothing."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from elspace.core.models import EnteredFrom
from elspace.hub.actions import open_hub
from elspace.outbox.enums import Channel
from elspace.people.enums import Role
from elspace.people.models import Person

from .persons import add_person


@transaction.atomic
def begin_hub(
    *,
    name: str,
    name_ar: str = "",
    languages: Sequence[str],
    place: str,
    address: str = "",
    first_name: str,
    last_name: str = "",
    email: str,
    password: str,
    language: str = "fr",
    modules: Sequence[str] = ("needs", "programme"),
    key: uuid.UUID | None = None,
) -> Person:
    """Open the hub and the account of its director. Refused once a hub is there."""
    hub = open_hub(
        name=name,
        name_ar=name_ar,
        languages=languages,
        place=place,
        address=address,
        modules=modules,
    )
    director = add_person(
        first_name=first_name,
        last_name=last_name,
        email=email,
        language=language if language in hub.languages else hub.languages[0],
        channel=Channel.MAIL,
        roles=[Role.DIRECTOR],
        key=key,
        by=None,
        entered_from=EnteredFrom.SELF,
    )
    director.invited_at = timezone.now()
    director.set_password(password)
    director.save(update_fields=["invited_at", "password"])
    return director
