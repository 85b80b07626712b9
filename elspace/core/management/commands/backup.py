"""`manage.py backup`: the whole hub in one file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from elspace.core.answers import Refused
from elspace.core.backups import write_backup


class Command(BaseCommand):
    help = "Write database and media into one file in var/backups/; the hub may go on working."

    def handle(self, **options: Any) -> None:
        try:
            path = write_backup()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        size = path.stat().st_size / 1024**2
        self.stdout.write(
            f"{path}\n{size:.1f} MB. It holds people's data: keep it safe, and elsewhere."
        )
