"""Writes about messages: queue, send, take back, note what was sent by hand."""

from .by_hand import mark_not_sent, mark_opened, mark_sent_by_hand
from .queueing import (
    cancel_batch,
    cancel_message,
    queue_message,
    retry_message,
    send_now,
    take_in_hand,
)
from .sending import hold_old_news, hold_what_waited, send_due, send_secret

__all__ = [
    "cancel_batch",
    "cancel_message",
    "hold_old_news",
    "hold_what_waited",
    "mark_not_sent",
    "mark_opened",
    "mark_sent_by_hand",
    "queue_message",
    "retry_message",
    "send_due",
    "send_now",
    "send_secret",
    "take_in_hand",
]
