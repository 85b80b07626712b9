"""A need of somebody the hub does not know yet: the person and the need in one step."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from elspace.core.models import EnteredFrom
from elspace.needs.models import Need
from elspace.people.actions import add_person
from elspace.people.models import Person

from .stating import state_need


@transaction.atomic
def state_need_of_newcomer(
    *,
    first_name: str,
    key: UUID,
    by: Person | None,
    entered_from: EnteredFrom,
    last_name: str = "",
    phone: str = "",
    language: str = "fr",
    **facts: Any,
) -> Need:
    """Add the person, without a role until someone recognises them, and state their need; the same
    `key` again gives the same rows. `by` None: they wrote it themselves."""
    person = add_person(
        first_name=first_name,
        last_name=last_name,
        phone=phone,
        language=language,
        speaks=facts.get("speaks", ()),
        key=uuid5(key, "person"),
        by=by,
        entered_from=entered_from,
    )
    return state_need(person=person, key=key, by=by or person, entered_from=entered_from, **facts)
