"""Not checking in has no consequence, and nobody reads when somebody else came or left."""

import io
import re
import uuid
import zipfile
from collections import Counter
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.core.registries import periodic_jobs
from elspace.hosting.actions import book_room
from elspace.hosting.actions.desks import hold_desk
from elspace.hosting.actions.unused import release_unused
from elspace.hosting.enums import MoveKind, Unit
from elspace.hosting.models import AllowanceMove, Booking
from elspace.hosting.queries.desks import HALVES
from elspace.outbox.models import Message
from elspace.people.models import Person
from elspace.reception.actions import check_in, check_out
from elspace.reception.models import PresenceDay, PresenceMark
from elspace.support.enums import SessionState
from elspace.trust.models import AuditLine
from tests import factories
from tests.personas import PAGES, persona, world

pytestmark = pytest.mark.django_db
OURS = ("reception.", "hosting.", "outbox.", "needs.", "support.")


def expected_today(name: str, *, release_after: int | None) -> Person:
    """Somebody with everything they could miss: a desk, a room paid from an allowance, a session,
    all of today."""
    who = factories.resident(name)
    plan = factories.plan(room_minutes=240)
    under = factories.subscription(who, plan)
    hold_desk(
        desk=factories.desk(f"D {name}"), person=who, from_on=date(2027, 1, 4),
        halves=[(day, half) for day in range(6) for half in HALVES], subscription=under, by=None,
    )  # fmt: skip
    start = local(today(), time(11))
    book_room(
        room=factories.room(f"Salle {name}", release_after=release_after, price_hour=Decimal(10)),
        person=who,
        start_at=start,
        end_at=start + timedelta(hours=1),
        by=who,
    )
    factories.session(
        of=factories.term(),
        on=today(),
        at=time(13),
        needs=[factories.need(who)],
        state=SessionState.ANNOUNCED,
    )
    return who


def a_week_goes_by(clock: Any) -> None:
    """The machine does its periodic work through today, tomorrow and after a week."""
    for days, hour in ((0, 11), (0, 12), (0, 14), (0, 17), (0, 20), (1, 9), (8, 9)):
        clock.move_to(local(date(2027, 2, 16) + timedelta(days=days), time(hour, 20)))
        for name, job in periodic_jobs.items():
            if name.startswith(OURS):
                job.run()


def kept_about(person: Person) -> Counter[str]:
    """How many rows of each kind are about somebody; what they did themselves is not counted."""
    found: Counter[str] = Counter()
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model not in {PresenceMark, AuditLine}:
            rows = model._default_manager.filter(**{relation.field.name: person})
            found[f"{model._meta.label_lower}.{relation.field.name}"] = rows.count()
    return found


def life_of(person: Person) -> dict[str, Any]:
    """What a week left of somebody."""
    booked = Booking.objects.filter(person=person)
    moves = AllowanceMove.objects.filter(subscription__person=person)
    subscription = person.subscriptions.get()
    return {
        "rows": kept_about(person),
        "told": Counter(Message.objects.filter(recipient=person).values_list("kind", flat=True)),
        "bookings": list(booked.values_list("state", "covered_minutes", "cancelled_at")),
        "moves": sorted(moves.values_list("unit", "kind", "amount")),
        "until": (subscription.until_on, subscription.pauses.count()),
        "states": sorted(person.invitations.values_list("reply", "is_dropped")),
        "roles": sorted(person.roles),
        "is_active": person.is_active,
    }


def test_who_does_not_check_in_loses_nothing_and_nothing_is_written_of_it(hub, clock):
    came, stayed_away = (expected_today(name, release_after=None) for name in ("Amel", "Bilel"))
    clock.move_to(local(today(), time(10, 50)))
    check_in(person=came, key=uuid.uuid4(), by=None)
    a_week_goes_by(clock)
    assert life_of(stayed_away) == life_of(came)
    assert life_of(came)["moves"]  # the room was covered: there was something to lose
    assert not PresenceMark.objects.filter(person=stayed_away).exists()


def test_an_unused_room_is_released_by_its_own_rule_and_no_allowance_moves(hub, clock):
    people = {
        rule: expected_today(name, release_after=rule) for rule, name in ((15, "Amel"), (None, "B"))
    }
    Booking.objects.filter(subject_kind="").update(confirmed_at=None)
    clock.move_to(local(today(), time(11, 14)))
    release_unused()
    assert set(Booking.objects.filter(subject_kind="").values_list("state", flat=True)) == {
        "booked"
    }
    before = list(AllowanceMove.objects.values_list("pk", "amount"))
    told = set(Message.objects.values_list("pk", flat=True))
    clock.move_to(local(today(), time(11, 16)))
    release_unused()
    states = {
        rule: Booking.objects.get(person=person, subject_kind="").state
        for rule, person in people.items()
    }
    assert states == {15: "released", None: "booked"}
    assert list(AllowanceMove.objects.values_list("pk", "amount")) == before
    assert not Message.objects.exclude(pk__in=told).exists()
    used = AllowanceMove.objects.filter(unit=Unit.ROOM_MINUTES, kind=MoveKind.USED)
    assert used.count() == len(people)


HOUR = re.compile(r"(?<![\d:])0?[98]:(?:47|53|58)(?!\d)")


def words_of(answer: Any) -> str:
    """Everything a page or a file says; a spreadsheet is unpacked."""
    content = (
        b"".join(answer.streaming_content)
        if getattr(answer, "streaming", False)
        else answer.content
    )
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def serials(*moments: Any) -> list[str]:
    """How a spreadsheet writes these moments: parts of a day."""
    found = []
    for moment in moments:
        for at in (timezone.localtime(moment), moment):
            seconds = at.hour * 3600 + at.minute * 60 + at.second
            found.append(f"{seconds / 86400:.6f}"[1:7])  # ".40799"
    return found


@pytest.fixture
def was_here(clock, hub):
    """The resident came at 09:47, left at 09:53 and is in again since 09:58; coming kept a room."""
    there = world()
    room = factories.room("Romman", release_after=15)
    start = local(today(), time(11))
    who = there["person"]
    booked = book_room(
        room=room, person=who, start_at=start, end_at=start + timedelta(hours=1), by=who
    )
    Booking.objects.filter(pk=booked.pk).update(confirmed_at=None)
    clock.move_to(local(today(), time(9, 47, 31)))
    came = check_in(person=who, key=uuid.uuid4(), by=persona("reception"))
    clock.move_to(local(today(), time(9, 53, 11)))
    left = check_out(person=who, key=uuid.uuid4(), by=persona("reception"))
    clock.move_to(local(today(), time(9, 58, 43)))
    again = check_in(person=who, key=uuid.uuid4(), by=persona("reception"))
    clock.move_to(local(today(), time(10)))
    booked.refresh_from_db()
    assert booked.confirmed_at is not None
    return there, came, left, again


def test_the_person_reads_their_own_hours(was_here, sign_in):
    there, *_marks = was_here
    page = words_of(sign_in(there["person"]).get(reverse("site:my-week")))
    assert {found[0] for found in HOUR.finditer(page)} == {"9:47", "9:53", "9:58"}


# What was done and when, without whom it was about: the direction reads it, and each reads of
# what they did themselves.
WITHOUT_NAMES = {"trust:audit", "site:my-copy"}


@pytest.mark.parametrize("name", ["reception", "director", "accountant", "funder", "visitor"])
def test_no_page_and_no_file_says_when_somebody_came_or_left(was_here, sign_in, name):
    there, *marks = was_here
    client = sign_in(persona(name))
    parts = serials(*(mark.at for mark in marks))
    told = {}
    for page in PAGES:
        if name not in page.may or page.answers != 200 or page.name in WITHOUT_NAMES:
            continue
        answer = client.get(reverse(page.name, kwargs=page.rows(there)))
        words = words_of(answer)
        is_sheet = "spreadsheet" in answer.headers.get("Content-Type", "")
        found = [found[0] for found in HOUR.finditer(words)]
        if is_sheet:
            found += [part for part in parts if part in words]
        if found:
            told[page.name] = found
    assert told == {}


def test_the_audit_names_neither_who_came_nor_who_pressed_their_own_phone(was_here):
    there, *_marks = was_here
    lines = AuditLine.objects.filter(verb="mark_presence")
    assert lines.count() == 3
    for line in lines:
        assert (line.subject_kind, line.subject_id) == ("", None)
        assert line.actor != there["person"]


def test_no_figure_of_presence_is_drawn_of_few_people_or_many(was_here, sign_in):
    """Presence is no chart at all: thousands of people a day change no page that draws figures."""
    there, *_marks = was_here
    client = sign_in(persona("director"))
    pages = [page for page in PAGES if page.look and "director" in page.may and page.answers == 200]
    drawn = [
        page for page in pages if re.match(r"insights:|hosting:rooms-use|site:today", page.name)
    ]
    assert drawn

    def figures() -> dict[str, list[str]]:
        shown = {}
        for page in drawn:
            words = words_of(client.get(reverse(page.name, kwargs=page.rows(there))))
            shown[page.name] = re.findall(r"\b4321\b|\b8765\b", words)
        return shown

    before = figures()
    for days in range(1, 6):
        day = today() - timedelta(days=days)
        PresenceDay.objects.create(day=day, people=4321, visits=8765)
    assert figures() == before
    assert list(chain.from_iterable(before.values())) == []
