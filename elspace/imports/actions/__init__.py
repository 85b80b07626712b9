"""Writes of imports, by noun."""

from .confirming import ask_import, write_import
from .keeping import (
    cancel_import,
    choose_messages,
    explain_headers,
    forget_old_previews,
    keep_pasted,
    keep_preview,
)
from .taking import take_everything
from .undoing import ask_undo, undo_import

__all__ = [
    "ask_import",
    "ask_undo",
    "cancel_import",
    "choose_messages",
    "explain_headers",
    "forget_old_previews",
    "keep_pasted",
    "keep_preview",
    "take_everything",
    "undo_import",
    "write_import",
]
