"""`manage.py lay_demo`: a hub of fictional people, laid once, its sign-ins printed each time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from elspace.hub.models import Hub
from elspace.people.enums import Role
from elspace.people.models import Person, RoleGrant

PASSWORD = "une-maison-ouverte"  # noqa: S105 - fictional people, served on loopback only
SIGN_INS = [
    (Role.DIRECTOR, "Salma", "Ayari", "direction@demo.example"),
    (Role.PROGRAMME, "Hela", "Mansour", "programme@demo.example"),
    (Role.COMMUNITY, "Yassine", "Gharbi", "communaute@demo.example"),
    (Role.RECEPTION, "Rania", "Trabelsi", "accueil@demo.example"),
]


@transaction.atomic
def lay() -> None:
    """The hub and one person per role of the team."""
    Hub.objects.create(
        pk=1, name="El Space — démonstration", languages=["fr", "ar", "en"], is_demo=True
    )
    for role, first, last, email in SIGN_INS:
        person = Person.objects.create_user(
            email, PASSWORD, first_name=first, last_name=last, language="fr"
        )
        RoleGrant.objects.create(person=person, role=role)


class Command(BaseCommand):
    help = "Lay the demonstration's hub and people where they are missing; print the sign-ins."

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is laid in its own database: use `make demo`.")
        hub = Hub.objects.filter(pk=1).first()
        if hub is None:
            lay()
        elif not hub.is_demo:
            raise CommandError("This database holds a real hub: nothing was laid in it.")
        self.stdout.write(f"\nDemonstration sign-ins (password: {PASSWORD})")
        for role, first, last, email in SIGN_INS:
            self.stdout.write(f"  {role.value:<12} {email:<26} {first} {last}")
        self.stdout.write("")
