"""The history of a person, an expert, a need or a session: audit lines as whole sentences, with
what this reader may see and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from elspace.agenda.models import Invitation
from elspace.core.registries import parts_off, subjects
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to
from elspace.people.models import Person
from elspace.support.models import Expert, Session
from elspace.support.subjects import may_read_session, session_rows
from elspace.trust.queries import audit_lines, readable_lines

MOST = 200

Subjects = list[tuple[str, list[int]]]


@dataclass(frozen=True)
class Told:
    """One thing that happened: when, in a whole sentence, about what."""

    at: datetime
    sentence: str
    title: str
    url: str


def history_of(row: Model, user: Any) -> list[Told]:
    """What happened to a row and to what hangs on it, newest first; a constant number of
    queries."""
    off = parts_off()
    about = [
        (kind, numbers)
        for kind, numbers in _ABOUT[type(row)](row, user)
        if kind not in subjects or subjects[kind].module not in off
    ]
    wanted = Q(pk=None)
    for kind, numbers in about:
        wanted |= Q(subject_kind=kind, subject_id__in=numbers)
    lines = readable_lines(audit_lines().filter(wanted)[:MOST], user)
    own = (row._meta.label_lower, row.pk)
    return [
        Told(
            at=line.row.at,
            sentence=_("%(who)s %(what)s.") % {"who": _who(line), "what": line.words},
            title="" if (line.row.subject_kind, line.row.subject_id) == own else line.title,
            url=line.url,
        )
        for line in lines
    ]


def _who(line: Any) -> str:
    """The name of who acted; somebody whose name this reader may not connect with it; the machine;
    isolated, because names are written in either direction."""
    if line.actor is not None:
        return f"\u2068{line.actor.name}\u2069"
    return str(_("A person")) if line.row.actor_id else str(_("The machine"))


def _numbers(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


def _about_person(person: Person, user: Any) -> Subjects:
    needs = needs_visible_to(user).filter(person=person).values_list("pk", flat=True)
    seats = Invitation.objects.filter(person=person)
    if user != person and not user.has_perm("needs.read_confidential_need"):
        seats = seats.exclude(occasion__session__is_confidential=True)
    return [
        ("people.person", [person.pk]),
        ("needs.need", list(needs)),
        ("agenda.invitation", list(seats.values_list("pk", flat=True))),
    ]


def _about_expert(expert: Expert, user: Any) -> Subjects:
    sessions = [s for s in session_rows().filter(expert=expert) if may_read_session(s, user)]
    return [
        ("support.expert", [expert.pk]),
        ("people.person", [expert.person_id]),
        ("support.session", _numbers(sessions)),
    ]


def _about_need(need: Need, user: Any) -> Subjects:
    seats = Invitation.objects.filter(need=need).values_list("pk", flat=True)
    return [("needs.need", [need.pk]), ("agenda.invitation", list(seats))]


def _about_session(session: Session, user: Any) -> Subjects:
    seats = session.occasion.invitations.values_list("pk", flat=True)
    return [
        ("support.session", [session.pk]),
        ("agenda.occasion", [session.occasion_id]),
        ("agenda.invitation", list(seats)),
    ]


_ABOUT: dict[type[Model], Any] = {
    Person: _about_person,
    Expert: _about_expert,
    Need: _about_need,
    Session: _about_session,
}
