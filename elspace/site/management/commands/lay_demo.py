"""`manage.py lay_demo`: a hub of fictional people, laid once, its sign-ins printed each time."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from elspace.hub.queries import current_hub
from elspace.site.demo.sign_ins import lines


class Command(BaseCommand):
    help = "Lay the demonstration's hub and people where they are missing; print the sign-ins."

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is laid in its own database: use `make demo`.")
        hub = current_hub()
        if hub is None:
            self.stdout.write("Laying the demonstration…")
            # Loaded only now: a later start has nothing to lay, and seconds count there.
            import_module("elspace.site.demo.laying").lay(is_full=settings.DEMO_IS_FULL)
        elif not hub.is_demo:
            raise CommandError("This database holds a real hub: nothing was laid in it.")
        self.stdout.write("\n".join(lines()))
