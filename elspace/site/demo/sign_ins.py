"""Who may sign in to the demonstration, and what each would look at first."""

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils import timezone

from elspace.people.links import address_of_page
from elspace.people.models import Person
from elspace.people.queries import link_of

from .keys import key_of

if TYPE_CHECKING:  # the story is loaded by who tells it, not by who reads its sign-ins
    from .cast import Cast

PASSWORD = "une-maison-ouverte"  # noqa: S105 - fictional people, served on loopback only


class SignIn(NamedTuple):
    """Whose account, and the one thing to see."""

    code: str
    role: str
    look: str


SIGN_INS = [
    SignIn("programme", "programme", "Besoins, then Programme: propose what is left of the term"),
    SignIn("director", "director", "Aujourd’hui: what is left to decide"),
    SignIn("community", "community", "Aujourd’hui, then Personnes: Naïma"),
    SignIn("reception", "reception", "Messages to send, rooms, the roll call"),
    SignIn("R28", "resident", "Her week: her needs and how far each one is"),
    SignIn("E08", "expert", "A date to answer"),
    SignIn("accountant", "accountant", "Factures, then Export: the month for the books"),
    SignIn("funder", "funder", "Nothing personal is open to a funder"),
]
# Personal links: no account is needed.
LINKS = [
    SignIn("R17", "resident", "Naïma, in Arabic, without mail: an invitation to answer"),
    SignIn("R28", "resident", "Chiraz"),
    SignIn("E08", "expert", "Claire: a date to answer"),
]


def open_accounts(cast: "Cast") -> None:
    """Give those of the table a password."""
    for line in SIGN_INS:
        person = cast.people[line.code]
        person.set_password(PASSWORD)
        person.invited_at = timezone.now()
        person.save(update_fields=["password", "invited_at"])


def lines() -> list[str]:
    """What the terminal says: addresses by role, and one thing to look at each."""
    people = {
        line.code: Person.objects.filter(key=key_of(line.code)).first()
        for line in (*SIGN_INS, *LINKS)
    }
    told = ["", f"Demonstration sign-ins (password: {PASSWORD})"]
    for line in SIGN_INS:
        person = people[line.code]
        if person is not None:
            told.append(f"  {line.role:<11} {person.email or '':<30} {line.look}")
    told += ["", "Personal links, without an account"]
    for line in LINKS:
        person = people[line.code]
        link = link_of(person) if person is not None else None
        if link is not None:
            told.append(f"  {line.role:<11} {address_of_page(link)}")
            told.append(f"  {'':<11} {line.look}")
    # Written out: asking for the address would load every page before the hub may start.
    told += ["", f"  public      {settings.PUBLIC_URL}/fr/", ""]
    return told
