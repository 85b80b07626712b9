"""Reads about trust: may this be used for that, who has read what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from elspace.core.registries import parts_off, personal_data, rows_of, subjects

from .models import AuditLine, Consent, Purpose, Reading
from .verbs import in_words, role_in_words

# Purposes that belong to a part of the platform: asked where it is used.
PARTS = {Purpose.WORDS_TO_EXPERT: "programme", Purpose.NAME_ON_SHEETS: "programme"}


def consents_to(person: Any, purpose: Purpose, recipient: str = "") -> bool:
    """Whether the person's last statement for this purpose (and recipient) is a yes; never asked
    means no."""
    last = (
        Consent.objects.filter(person=person, purpose=purpose, recipient=recipient)
        .order_by("-entered_at", "-pk")
        .first()
    )
    return last is not None and last.given


def who_consents_to(people: Iterable[Any], purpose: Purpose) -> set[int]:
    """Numbers of those whose last statement for this purpose is a yes (one query)."""
    said: dict[int, bool] = {}
    rows = Consent.objects.filter(person__in=people, purpose=purpose, recipient="")
    for person, given in rows.order_by("entered_at", "pk").values_list("person", "given"):
        said[person] = given
    return {person for person, given in said.items() if given}


def readings_of(row: Model) -> QuerySet[Reading]:
    """Who has read this row, first readers first."""
    return (
        Reading.objects.filter(subject_kind=row._meta.label_lower, subject_id=row.pk)
        .select_related("reader")
        .order_by("first_at")
    )


def readings_of_all(rows: Sequence[Model]) -> QuerySet[Reading]:
    """Who has read any of these rows of one model, first readers first."""
    kind = rows[0]._meta.label_lower if rows else ""
    return (
        Reading.objects.filter(subject_kind=kind, subject_id__in=[row.pk for row in rows])
        .select_related("reader")
        .order_by("first_at")
    )


@dataclass(frozen=True)
class Stated:
    """A purpose, what the person last said about it (None: never asked), and all they ever said."""

    purpose: Purpose
    given: bool | None
    history: list[Consent]


def consents_of(person: Any) -> list[Stated]:
    """Every purpose with the person's statements, newest first."""
    rows = Consent.objects.filter(person=person, recipient="").select_related("entered_by")
    off = parts_off()
    by_purpose: dict[str, list[Consent]] = {}
    for row in rows.order_by("-entered_at", "-pk"):
        by_purpose.setdefault(row.purpose, []).append(row)
    return [
        Stated(
            purpose=purpose,
            given=by_purpose[purpose][0].given if purpose in by_purpose else None,
            history=by_purpose.get(purpose, []),
        )
        for purpose in Purpose
        if PARTS.get(purpose) not in off
    ]


@dataclass(frozen=True)
class Line:
    """An audit line as a reader may see it: the subject's title and address only when they may.
    `actor` None: the machine, or the person of a row this reader may not read."""

    row: AuditLine
    actor: Any
    words: str
    role: str
    title: str
    url: str


def readable_lines(rows: Iterable[AuditLine], user: Any) -> list[Line]:
    """Lines with their subjects named through the registry: one query a kind of subject."""
    rows = list(rows)
    found: dict[str, dict[int, Model]] = {}
    off = parts_off()
    for kind in {row.subject_kind for row in rows if row.subject_kind in subjects}:
        numbers = [row.subject_id for row in rows if row.subject_kind == kind]
        found[kind] = rows_of(kind, numbers)
    lines = []
    for row in rows:
        about = found.get(row.subject_kind, {}).get(row.subject_id or 0)
        named = subjects.get(row.subject_kind) if about is not None else None
        lines.append(
            Line(
                row=row,
                actor=_actor(row, about, user),
                words=in_words(row.verb),
                role=role_in_words(row.actor_role),
                title=str(named.title(about, user)) if named else "",
                url=named.url(about, user) if named and named.module not in off else "",
            )
        )
    return lines


def _actor(row: AuditLine, about: Any, user: Any) -> Any:
    """Who acted, unless it is the person of a confidential row: that they have one is theirs."""
    named = subjects.get(row.subject_kind)
    own = row.actor_id is not None and getattr(about, "person_id", None) == row.actor_id
    if own and named is not None and not named.may_read(about, user):
        return None
    return row.actor


def audit_lines() -> QuerySet[AuditLine]:
    """All lines, newest first, with who acted."""
    return AuditLine.objects.select_related("actor").order_by("-at", "-pk")


def copy_of(person: Any, reader: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Everything the platform keeps about a person, app by app, as far as this reader may read."""
    off = parts_off()
    told = [(part, list(part.export(person, reader))) for part in personal_data]
    return [(str(part.name), rows) for part, rows in told if rows or part.module not in off]
