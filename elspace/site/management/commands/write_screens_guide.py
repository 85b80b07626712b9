"""`manage.py write_screens_guide`: the “?” of every screen as one page of the guides, in French."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from elspace.site.help import HELP

HEAD = """# Chaque écran en trois phrases

Ce que dit le « ? » de chaque écran, avec un exemple. Cette page est écrite par
`manage.py write_screens_guide` : les phrases sont celles de l’écran.
"""


def screens_guide() -> str:
    """The whole page."""
    with override("fr"):
        parts = [
            f"## {one.title}\n{one.text}\n\n*Exemple :* {one.example}\n" for one in HELP.values()
        ]
    return "\n".join([HEAD, *parts])


class Command(BaseCommand):
    help = "Write docs/guides/ecrans.md from the sentences of the screens."

    def handle(self, **options: Any) -> None:
        (settings.BASE_DIR / "docs" / "guides" / "ecrans.md").write_text(screens_guide())
