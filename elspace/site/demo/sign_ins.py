"""Who may sign in to the demonstration, and what each would look at first."""

from typing import NamedTuple

from django.utils import timezone

from elspace.core.addresses import whole_address
from elspace.people.models import Person
from elspace.people.queries import link_of

from .cast import Cast, key_of

PASSWORD = "une-maison-ouverte"  # noqa: S105 - fictional people, served on loopback only


class SignIn(NamedTuple):
    """Whose account, and the one thing to see."""

    code: str
    role: str
    look: str


SIGN_INS = [
    SignIn("programme", "programme", "Besoins, puis Programme : proposer le trimestre"),
    SignIn("director", "direction", "Aujourd'hui : ce qui reste à décider"),
    SignIn("community", "communauté", "Aujourd'hui, puis Personnes : Naïma"),
    SignIn("reception", "accueil", "Messages à envoyer, salles, appel des présents"),
    SignIn("R28", "résidente", "Sa semaine : ses besoins et leurs étapes"),
    SignIn("E08", "experte", "Une date à laquelle répondre"),
    SignIn("funder", "financeur", "Rien de personnel ne lui est ouvert"),
]
# Personal links: no account is needed.
LINKS = [
    SignIn("R17", "résidente", "Naïma, en arabe, sans mail : une invitation à laquelle répondre"),
    SignIn("R28", "résidente", "Chiraz"),
    SignIn("E08", "experte", "Claire : répondre à une date"),
]


def open_accounts(cast: Cast) -> None:
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
            address = whole_address("site:my-page", token=link.token)
            told.append(f"  {line.role:<11} {address}")
            told.append(f"  {'':<11} {line.look}")
    told += ["", f"  public      {whole_address('public:home')}", ""]
    return told
