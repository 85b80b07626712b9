"""The words of every message about sessions: one template a letter, in the reader's language.

A template's first line is the title, the rest the text. Confidential sessions get neutral words.
"""

from typing import Any

from django.template.loader import render_to_string

from elspace.core.addresses import whole_address
from elspace.outbox.enums import Privacy
from elspace.outbox.writing import written_for
from elspace.people.models import Person, PersonalLink

from .models import Session


def write_letter(name: str, *, to: Person, **context: Any) -> tuple[str, str]:
    """Title and text of a letter, as `to` reads it."""
    with written_for(to):
        text = render_to_string(f"support/letters/{name}.txt", {"to": to, **context})
    title, _, body = text.strip().partition("\n")
    return title.strip(), body.strip()


def page_of(link: PersonalLink) -> str:
    """The address of a person's own page."""
    return whole_address("site:my-page", token=link.token)


def privacy_of(session: Session) -> Privacy:
    """How much of a letter about this session others may see."""
    return Privacy.CONFIDENTIAL if session.is_confidential else Privacy.ORDINARY
