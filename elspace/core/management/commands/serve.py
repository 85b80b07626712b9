"""`manage.py serve`: the hub on one address, web and workers kept running by one process."""

import ipaddress
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from elspace.core.supervisor import GRACE, Child, Supervisor

WEB_PROCESSES = 2
THREADS = 4


def is_loopback(host: str) -> bool:
    """Whether `host` is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_free(host: str, port: int) -> bool:
    """Whether a server may bind this address now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def web_command(host: str, port: int, processes: int = WEB_PROCESSES) -> Sequence[str]:
    """gunicorn: the application is loaded once, its pages read (config/gunicorn.py), and shared by
    its processes. No access log: some addresses hold a personal link's token."""
    memory = ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108  # nosec B108
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi:application"),
        *("--bind", f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}"),
        *("--config", "python:config.gunicorn", "--preload"),
        *("--workers", str(processes), "--threads", str(THREADS)),
        *("--timeout", "60", "--graceful-timeout", "8", "--log-level", "warning"),
        *("--no-control-socket", "--name", "elspace", *memory),
    ]


class Command(BaseCommand):
    help = "Serve the hub: web processes and workers, until Ctrl-C."
    requires_system_checks = ()  # `make check` runs them; here seconds count

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        if settings.DEMO and not is_loopback(host):
            raise CommandError(
                "The demonstration waives the second factor: it is served on this machine alone "
                "(127.0.0.1), never on another address. `make run` serves a real hub."
            )
        if settings.TRIAL and not is_loopback(host):
            raise CommandError(
                "The trial hub waives the second factor: it is served on this machine alone "
                "(127.0.0.1). `make run` serves the real hub."
            )
        if not is_free(host, port):
            raise CommandError(
                f"{host}:{port} is taken by another program, or not an address of this machine. "
                f"Choose another port, for example: PORT={port + 1}"
            )
        if not is_loopback(host) and all(is_loopback(name) for name in settings.ALLOWED_HOSTS):
            self.stdout.write(
                "Others will be turned away: ALLOWED_HOSTS in .env names this machine alone. "
                "Add the names or numbers under which they reach it."
            )
        manage = str(settings.BASE_DIR / "manage.py")
        children = [
            Child("web", web_command(host, port)),
            Child("workers", [sys.executable, manage, "work"]),
        ]
        self.stdout.write(f"Serving on http://{host}:{port}/ (Ctrl-C stops everything)")
        self.stdout.flush()
        # Longer than the workers' own grace: they stop their tasks before they are stopped.
        Supervisor(children, grace=2 * GRACE).run()
        self.stdout.write("Stopped.")
