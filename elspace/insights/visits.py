"""Visits: the live screens for somebody from outside, with every name and word invented.

While a session visits, what the database answers is replaced before any page sees it: each text
field of our tables has a converter, which `hang_on_fields` puts there once. So no page can forget
it, whatever way it reads. What is replaced: every text but those in KEPT. The same value becomes
the same invention all through a visit; the next visit invents anew.
"""

import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from elspace.core.spelling import sounds_of, words_of

from .inventions import FIRST_NAMES, LAST_NAMES, NEEDS, PROJECTS, TEXTS

SESSION_KEY = "visit"
_seed: ContextVar[str] = ContextVar("visit", default="")

# Whole tables that say nothing of anybody: what the hub publishes, its lists, its machine room.
KEPT_MODELS = frozenset(
    {
        "hub.hub", "hub.place", "hub.openingprofile", "hub.holiday", "hub.discipline",
        "hub.equipment", "hub.format", "hub.spokenlanguage", "hub.periodicrun",
        "hosting.space", "hosting.mapmark", "hosting.membershipplan",
        "support.term", "support.proposal", "trust.reading", "site.setaside",
        "insights.givenpage", "insights.termsentences",
    }
)  # fmt: skip
# Fields of other tables that are codes, or what signs a session in.
KEPT = frozenset(
    {
        "people.person.password", "people.person.language", "people.person.governorate",
        "outbox.message.kind", "outbox.message.language", "outbox.message.subject_kind",
        "outbox.message.occurrence", "needs.need.words_language", "needs.workshop.code",
        "ventures.venture.governorate", "trust.auditline.verb", "trust.auditline.actor_role",
        "trust.auditline.subject_kind", "agenda.attendancemark.device",
        "people.hubdevice.token_hash", "people.deskcode.code",
        "people.trusteddevice.token_hash", "people.trusteddevice.made_under",
        "imports.importedrow.kind", "imports.headermeaning.signature",
        "billing.numberseries.kind", "billing.numberseries.period", "billing.payment.device",
        "billing.claim.source",
        "hosting.booking.subject_kind", "hosting.series.weekdays",
    }
)  # fmt: skip


def is_on() -> bool:
    """Whether names and words are invented now."""
    return bool(_seed.get())


@contextmanager
def visiting(seed: str) -> Iterator[None]:
    """Inside, whatever is read is invented, alike for one seed."""
    token = _seed.set(seed)
    try:
        yield
    finally:
        _seed.reset(token)


def replaced_fields() -> Iterator[models.Field]:
    """Every field that may hold somebody's name or words."""
    for model in apps.get_models():
        label = model._meta.label_lower
        is_ours = model.__module__.startswith("elspace.")
        if label in KEPT_MODELS or not (is_ours or label == "account.emailaddress"):
            continue
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
            if is_text and not field.choices and f"{label}.{field.name}" not in KEPT:
                yield field


def hang_on_fields() -> None:
    """Let each of these fields invent its value while a visit is on."""
    for field in replaced_fields():
        usual = field.get_db_converters
        field.get_db_converters = partial(_converters, field, usual)  # type: ignore[method-assign]


def _converters(field: models.Field, usual: Any, connection: Any) -> list[Any]:
    found = list(usual(connection))
    if not _seed.get() or field.name == "folded":
        return found
    return [*found, partial(_converted, field)]


def _converted(field: models.Field, value: Any, expression: Any, connection: Any) -> Any:
    if isinstance(field, models.JSONField):
        return type(value)() if isinstance(value, dict | list) else None
    return invented(field, value)


def invented(field: models.Field, value: str | None) -> str | None:
    """What stands for a value; nothing for nothing. Names by how they sound, so that both scripts
    of a name become both scripts of one invention."""
    if not value:
        return value
    name = field.name
    is_arabic = bool(re.search("[\u0600-\u06ff]", value))
    if name in ("first_name", "first_name_ar", "walk_in"):
        return FIRST_NAMES[_place(_sound(value), len(FIRST_NAMES))][is_arabic]
    if name in ("last_name", "last_name_ar"):
        return LAST_NAMES[_place(_sound(value), len(LAST_NAMES))][is_arabic]
    if field.model._meta.label_lower == "ventures.venture" and name in ("name", "name_ar"):
        return PROJECTS[_place(_sound(value), len(PROJECTS))][is_arabic]
    if name in ("words", "original"):
        return NEEDS[_place(value, len(NEEDS))][is_arabic]
    if "@" in value and " " not in value:
        return f"visite{_place(value, 9000) + 1000}@exemple.example"
    if name in ("phone", "address") and re.fullmatch(r"\+?[\d ]+", value):
        return f"+21600000{_place(value, 900) + 100}"  # nobody has such a number
    if name in ("token", "receipt"):
        return f"visite{_place(value, 10**12):012d}"
    longest = field.max_length or 1000
    return TEXTS[_place(value, len(TEXTS))][is_arabic][:longest]


def _sound(value: str) -> str:
    return " ".join(sound for word in words_of(value) for sound in sounds_of(word)[:1]) or value


def _place(value: str, number: int) -> int:
    key = (settings.SECRET_KEY + _seed.get()).encode()
    digest = hmac.new(key, value.encode(), "sha256").digest()
    return int.from_bytes(digest[:8], "big") % number
