"""`manage.py erase_trial`: what `make trial-erase` does; the real hub is never touched."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from elspace.hub.trial import erase_trial


class Command(BaseCommand):
    help = "Erase the trial hub (ELSPACE_TRIAL=1): it is new again. Works while it is served."

    def handle(self, **options: Any) -> None:
        if not settings.TRIAL:
            raise CommandError(
                "This is not the trial hub: nothing was erased. Use: make trial-erase"
            )
        try:
            erase_trial()
        except OSError as error:
            raise CommandError("There is no trial hub yet: make trial opens one.") from error
        self.stdout.write("The trial hub is new again: make trial opens it.")
