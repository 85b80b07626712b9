"""What an answer given on the phone changes: filled by the apps whose messages ask something."""

from collections.abc import Callable
from typing import Any

from .enums import CallResult
from .models import Message

Taken = Callable[[Message, CallResult, Any], None]

# By kind of message: called with (message, yes or no, who held the phone) when the answer is noted.
results: dict[str, Taken] = {}


def asks_something(message: Message) -> bool:
    """Whether yes and no mean something to this message; else it is only told."""
    return message.kind in results
