"""Taking everything out: the workbook is made for one person, and that it was is noted."""

from django.db import transaction

from elspace.core.answers import Refused
from elspace.imports.takeout import make_everything
from elspace.imports.template_files import File
from elspace.people.models import Person
from elspace.trust.actions import record


@transaction.atomic
def take_everything(*, by: Person, language: str) -> File:
    """Make the workbook of all that this person may see."""
    if not by.has_perm("imports.take_everything"):
        raise Refused("")
    record("take_everything", subject=None, actor=by)
    return make_everything(by, language)
