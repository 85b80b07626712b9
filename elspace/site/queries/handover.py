"""What each colleague has promised: people followed, decisions handed over, sessions decided,
messages opened and not yet said to have left."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from elspace.core.registries import parts_off
from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.needs.queries import needs_visible_to
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.people.models import Person
from elspace.site.models import SetAside
from elspace.site.queries.decisions import handed_over
from elspace.support.enums import COMING
from elspace.support.models import Session
from elspace.support.subjects import session_rows, session_title
from elspace.trust.models import AuditLine

OPENING = ("mark_opened", "mark_sent_by_hand")


@dataclass(frozen=True)
class Promise:
    """One open thing: what it is, and the page where it is kept."""

    title: str
    url: str
    when: str = ""


@dataclass
class Owner:
    """A colleague, or somebody who was one, with what waits on them."""

    person: Person
    followed: list[Promise] = field(default_factory=list)
    handed: list[Promise] = field(default_factory=list)
    sessions: list[Promise] = field(default_factory=list)
    messages: int = 0
    sealed: int = 0

    @property
    def count(self) -> int:
        """All that one press takes over; sealed needs stay with whom their person chose."""
        return len(self.followed) + len(self.handed) + len(self.sessions) + self.messages

    @property
    def groups(self) -> list[tuple[str, list[Promise]]]:
        """What it is, with its lines; empty ones left out."""
        return [
            (str(name), rows)
            for name, rows in (
                (_("People followed"), self.followed),
                (_("Decisions handed over"), self.handed),
                (_("Sessions decided"), self.sessions),
            )
            if rows
        ]


def owners(user: Any) -> list[Owner]:
    """Everybody on the team, and everybody else who still holds something, fullest first; a
    constant number of queries."""
    found: dict[int, Owner] = {}

    def of(person: Person) -> Owner:
        return found.setdefault(person.pk, Owner(person))

    for colleague in Person.objects.team():
        of(colleague)
    for person in _followed():
        of(cast(Person, person.referent)).followed.append(
            Promise(person.name, reverse("site:person", args=[person.key]))
        )
    for decision, to in handed_over(user):
        of(to).handed.append(Promise(decision.title, decision.url))
    off = parts_off()
    for session in _decided() if "programme" not in off else ():
        start = session.occasion.start_at
        of(cast(Person, session.decided_by)).sessions.append(
            Promise(
                session_title(session, user),
                reverse("support:session", kwargs={"key": session.key}),
                f"{format_day(start, 'short')} \u2066{format_hour(start)}\u2069",
            )
        )
    for opener, messages in opened_by().items():
        of(opener).messages = len(messages)
    sealed = needs_visible_to(user).open().filter(is_confidential=True).exclude(referent=None)
    for need in sealed if "needs" not in off else ():
        if need.referent_id in found:
            found[need.referent_id].sealed += 1
    return sorted(found.values(), key=lambda owner: -owner.count)


def _followed() -> Any:
    people = Person.objects.filter(is_active=True).exclude(referent=None)
    return people.select_related("referent")


def _decided() -> Any:
    sessions = session_rows().filter(state__in=COMING).exclude(decided_by=None)
    return sessions.select_related("decided_by").order_by("occasion__start_at")


def opened_by() -> dict[Person, list[Message]]:
    """Messages opened to be sent by hand that nobody has said to have left, by who opened them."""
    waiting = Message.objects.filter(state=MessageState.QUEUED).exclude(opened_at=None).in_bulk()
    lines = AuditLine.objects.filter(
        subject_kind="outbox.message", subject_id__in=waiting, verb__in=OPENING
    )
    last = {line.subject_id: line.actor for line in lines.select_related("actor").order_by("at")}
    found: dict[Person, list[Message]] = defaultdict(list)
    for number, actor in last.items():
        if actor is not None:
            found[actor].append(waiting[number])
    return found


def last_handed(to: Person) -> list[SetAside]:
    """The last word on each fact, where it was: handed to this person."""
    last: dict[str, SetAside] = {}
    for row in SetAside.objects.order_by("at", "pk"):
        last[row.fact] = row
    return [r for r in last.values() if r.how == SetAside.How.HANDED and r.to_id == to.pk]


def decided_sessions(person: Person) -> list[Session]:
    """Sessions to come this person has decided."""
    return list(Session.objects.filter(state__in=COMING, decided_by=person))
