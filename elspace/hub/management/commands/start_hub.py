"""`manage.py start_hub`: what `make run` does after set-up: tables, one-time address, serve."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from elspace.hub.first import first_token
from elspace.hub.queries import current_hub


class Command(BaseCommand):
    help = "Bring the database up to date and serve this hub; a new one starts at its first page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if current_hub() is None:
            self.stdout.write(
                "This hub is new. Open this address once to name it and its director:\n\n"
                f"    http://{host}:{port}/first/{first_token()}/\n"
            )
        call_command("serve", host=host, port=port)
