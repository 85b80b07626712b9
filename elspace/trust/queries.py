"""Reads about trust: may this be used for that, who has read what."""

from typing import Any

from django.db.models import Model, QuerySet

from .models import Consent, Purpose, Reading


def consents_to(person: Any, purpose: Purpose, recipient: str = "") -> bool:
    """Whether the person's last statement for this purpose (and recipient) is a yes; never asked
    means no."""
    last = (
        Consent.objects.filter(person=person, purpose=purpose, recipient=recipient)
        .order_by("-entered_at", "-pk")
        .first()
    )
    return last is not None and last.given


def readings_of(row: Model) -> QuerySet[Reading]:
    """Who has read this row, first readers first."""
    return (
        Reading.objects.filter(subject_kind=row._meta.label_lower, subject_id=row.pk)
        .select_related("reader")
        .order_by("first_at")
    )
