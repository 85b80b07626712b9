"""Asking later whether a need that was answered without a session is settled."""

from datetime import timedelta

from django.utils import timezone

from elspace.needs.enums import State
from elspace.needs.messages import ask_if_settled
from elspace.needs.models import OtherAnswer

AFTER = timedelta(days=4)  # time to meet the person, read the document, go to the address
UNTIL = timedelta(days=30)  # older ones are left in peace


def ask_whether_settled() -> None:
    """Periodic: one question for each other answer, some days later, while nobody has said."""
    now = timezone.now()
    waiting = OtherAnswer.objects.filter(
        at__lte=now - AFTER, at__gt=now - UNTIL, need__state=State.ADDRESSED
    ).select_related("need__person")
    for answer in waiting:
        ask_if_settled(answer.need, answer)
