"""A session's life: proposed, asked, confirmed, announced, held; or moved, or cancelled.

Every step is one action: it re-checks what it needs inside its transaction, moves the occasion and
the needs along, and queues the letters. Nothing is sent from here.
"""

from .asking import (
    announce_sessions,
    ask_sessions,
    ask_those_free,
    confirm_session,
    refuse_session,
)
from .changing import become_peer_session, move_session, note_expert_cannot, replace_expert
from .ending import cancel_session
from .proposing import drop_proposed, give_reason, propose_session

__all__ = [
    "announce_sessions",
    "ask_sessions",
    "ask_those_free",
    "become_peer_session",
    "cancel_session",
    "confirm_session",
    "drop_proposed",
    "give_reason",
    "move_session",
    "note_expert_cannot",
    "propose_session",
    "refuse_session",
    "replace_expert",
]
