"""What the team has to decide today: a list that can be emptied.

Each decision is a fact of the hub, never a guess about a person. It has a name (`fact`) and a
fingerprint of what it says, so that one put aside returns only when it has changed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from elspace.core.moments import today
from elspace.core.registries import parts_off
from elspace.people.models import Person
from elspace.site.models import SetAside
from elspace.site.queries.at_hand import AtHand

from .days import about_ramadan, about_thanks, about_the_moon, about_the_table
from .decision import Decision
from .needs import about_needs, about_workshops
from .sessions import about_sessions


def decisions_for(user: Person, day: AtHand | None = None) -> list[Decision]:
    """What `user` has to decide, most pressing first; put-aside ones left out."""
    found = _all(user, day or AtHand.load())
    return _without_set_aside(sorted(found, key=lambda one: one.order), user)


def _all(user: Person, day: AtHand) -> Iterator[Decision]:
    off = parts_off()
    if "programme" not in off:
        yield from about_sessions(user, day)
        yield from about_the_table(user, day)
        yield from about_thanks(day)
    if "needs" not in off:
        yield from about_needs(user, day.now)
        yield from about_workshops(user, day.now)
    yield from about_the_moon(day)
    yield from about_ramadan(day, asks="programme" not in off)


def handed_over(user: Person) -> list[tuple[Decision, Person]]:
    """Decisions still to take that somebody handed to a colleague, as `user` may read them."""
    found = list(_all(user, AtHand.load()))
    last: dict[str, SetAside] = {}
    rows = SetAside.objects.filter(fact__in=[one.fact for one in found]).select_related("to")
    for row in rows.order_by("at", "pk"):
        last[row.fact] = row
    return [
        (one, aside.to)
        for one in found
        if (aside := last.get(one.fact)) and aside.how == SetAside.How.HANDED and aside.to
    ]


def _without_set_aside(found: list[Decision], user: Person) -> list[Decision]:
    """Leave out what was settled, put off or handed to somebody else."""
    last: dict[str, SetAside] = {}
    rows = SetAside.objects.filter(fact__in=[one.fact for one in found]).select_related("by")
    for row in rows.order_by("at", "pk"):
        last[row.fact] = row
    shown = []
    for one in found:
        aside = last.get(one.fact)
        if aside is None or _returns(aside, one, today()):
            shown.append(one)
        elif aside.how == SetAside.How.HANDED and aside.to_id == user.pk:
            shown.append(replace(one, handed_by=aside.by))
    return shown


def _returns(aside: SetAside, decision: Decision, day: date) -> bool:
    """Whether a put-aside decision is shown again to everybody."""
    if aside.fingerprint != decision.fingerprint:
        return True
    return aside.how == SetAside.How.LATER and aside.until_on is not None and aside.until_on <= day
