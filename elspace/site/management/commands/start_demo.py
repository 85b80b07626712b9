"""`manage.py start_demo`: what `make demo` does after set-up: tables, demo people, serve."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Lay the demonstration where it is missing and serve it on this machine."
    requires_system_checks = ()  # `make check` runs them; here seconds count

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration needs ELSPACE_DEMO=1: use `make demo`.")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("lay_demo")
        call_command("serve", host="127.0.0.1", port=port)
