"""`manage.py restore FILE`: put a backup in the place of what the hub holds now."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from elspace.core.answers import Refused
from elspace.core.backups import restore_backup


class Command(BaseCommand):
    help = "Put a backup back; what the hub holds now goes into a backup of its own first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file written by `make backup`")

    def handle(self, *, file: str, **options: Any) -> None:
        if not file:
            raise CommandError("Which file? For example: make restore FILE=var/backups/….tar.gz")
        try:
            before = restore_backup(Path(file))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored. What the hub held before is kept in\n{before}")
