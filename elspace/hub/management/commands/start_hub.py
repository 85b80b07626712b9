"""`manage.py start_hub`: what `make run` does after set-up: tables, one-time address, serve."""

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from elspace.hub.first import first_token
from elspace.hub.queries import current_hub
from elspace.hub.trial import keep_new_hub


class Command(BaseCommand):
    help = "Bring the database up to date and serve this hub; a new one starts at its first page."
    requires_system_checks = ()  # `make check` runs them; here seconds count

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        # Links in messages, cards and QR codes begin with it; every process started here reads it.
        address = os.environ.setdefault("PUBLIC_URL", f"http://{reachable_name(host)}:{port}")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        keep_new_hub()
        if current_hub() is None:
            self.stdout.write(
                "This hub is new. Open this address once to name it and its director:\n\n"
                f"    {address}/first/{first_token()}/\n"
            )
        self.stdout.write(f"Links in messages begin with {address} (PUBLIC_URL in .env).\n")
        call_command("serve", host=host, port=port)


def reachable_name(host: str) -> str:
    """What a phone of the same network types to reach a server that listens on `host`."""
    if host not in ("0.0.0.0", "::", ""):  # noqa: S104  # nosec B104  only compared
        return host
    # The address of the network card a packet would leave by; none is sent.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as card:
        try:
            card.connect(("10.255.255.255", 1))
        except OSError:
            return socket.gethostname()
        return str(card.getsockname()[0])
