"""The persons of the personas, and one row of everything an address needs."""

from datetime import date
from typing import Any

from elspace.people.models import Person, PersonalLink
from tests import factories

from .table import PERSONAS


def persona(name: str) -> Person | None:
    """The person of a persona (None: a visitor), made on first use."""
    role = PERSONAS[name]
    if role is None:
        return None
    known = Person.objects.filter(email=f"{name}@hub.example").first()
    return known or factories.person(name.capitalize(), roles=[role], email=f"{name}@hub.example")


def world() -> dict[str, Any]:
    """One row of everything an address needs."""
    factories.hub()
    term = factories.term()
    need = factories.need(persona("resident"))
    expert = factories.expert("Leïla")
    room = factories.room("Zitoun")
    PersonalLink.objects.create(person=need.person, expires_on=date(2099, 1, 1))
    return {
        "grant": need.person.grants.first(),
        "term": term,
        "need": need,
        "person": need.person,
        "expert": expert,
        "room": room,
        "desk": factories.desk("A1"),
        "subscription": factories.subscription(need.person),
        "session": factories.session(of=term, needs=[need], by=expert, where=room),
    }
