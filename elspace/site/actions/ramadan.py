"""Asking about Ramadan: experts for their half-days, everybody else about the evenings."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import current_hub
from elspace.outbox.actions import queue_message
from elspace.outbox.enums import CallResult
from elspace.outbox.models import Message
from elspace.outbox.writing import written_for
from elspace.people.actions import give_link, say_evenings
from elspace.people.enums import Free
from elspace.people.models import Person
from elspace.support.models import Expert
from elspace.trust.actions import record

EVENINGS = "site.ramadan_evenings"
HALF_DAYS = "site.ramadan_half_days"


@transaction.atomic
def ask_about_evenings(*, people: Iterable[Person], ramadan: OpeningProfile, by: Person) -> int:
    """Ask each person once whether evenings are possible; returns how many letters there are."""
    return _ask(EVENINGS, "site:my-page", people, ramadan, by)


@transaction.atomic
def ask_experts_about_ramadan(
    *, experts: Iterable[Expert], ramadan: OpeningProfile, by: Person
) -> int:
    """Ask each expert once for the half-days of Ramadan; returns how many letters there are."""
    people = [expert.person for expert in experts]
    return _ask(HALF_DAYS, "support:half-days-by-link", people, ramadan, by)


def _ask(
    kind: str, page: str, people: Iterable[Person], ramadan: OpeningProfile, by: Person
) -> int:
    people, batch, hub = list(people), uuid.uuid4(), current_hub()
    if not people:
        raise Refused(_("Everybody has answered: there is nobody left to ask."))
    for person in people:
        address = whole_address(page, token=give_link(person=person, by=None).token)
        with written_for(person):
            text = render_to_string(
                f"{kind.replace('.', '/letters/')}.txt",
                {"to": person, "page": address, "hub": hub, "ramadan": ramadan},
            )
        title, _line, body = text.strip().partition("\n")
        queue_message(
            kind=kind,
            to=person,
            title=title.strip(),
            body=body.strip(),
            subject=ramadan,
            occurrence=f"{ramadan.starts_on:%Y}" if ramadan.starts_on else "",
            batch=batch,
            by=by,
        )
    asked = {"people": (None, len(people))}
    record("ask_about_ramadan", subject=ramadan, actor=by, changes=asked)
    return len(people)


def take_evening_answer(message: Message, result: CallResult, by: Any) -> None:
    """What someone said on the phone about the evenings."""
    if message.recipient is None or result == CallResult.NO_ANSWER:
        return
    free = Free.YES if result == CallResult.YES else Free.NO
    say_evenings(person=message.recipient, free=free, by=by, entered_from=EnteredFrom.CALL)
