"""What this app keeps about a person: files under preview, for a day at most."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .models import ImportBatch


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Nothing: what a file says of a person is theirs once it is confirmed, and is told there."""
    return ()


def erase(person: Any) -> None:
    """Any file under preview may name the person: all are forgotten, to be chosen again."""
    ImportBatch.objects.all().delete()


PERSONAL_DATA = PersonalData(gettext_lazy("Files to bring in"), export, erase)
