"""Messages of a chat become drafts: one message, one need, to be chosen."""

from collections import Counter
from typing import Any

from elspace.core.folding import fold
from elspace.people.phones import shown

from .chats import Chat
from .columns import Kind
from .drafts import Draft, NeedSaid, Understood
from .faults import Fault
from .full_names import split_name


def read_chat_meaning(chat: Chat, title: str) -> Understood:
    """One draft a message: its sender, and the words as a need; nothing is known of its level."""
    found = Understood(kind="whatsapp")
    counts: Counter[Any] = Counter()
    for message in chat.messages:
        same = (message.sender, message.phone, fold(message.text))
        counts[same] += 1
        # Somebody whose name the phone does not know is called by the number.
        first, last = split_name(message.sender) if message.sender else (shown(message.phone), "")
        draft = Draft(
            f"0:{message.line}", title, message.line, Kind.RESIDENTS.value,
            identity="|".join((*same, str(counts[same]))),
            ref=f"sender:{sender}" if (sender := fold(message.sender) or message.phone) else "",
            first_name=first[:80],
            last_name=last[:80],
            phone=message.phone,
        )  # fmt: skip
        draft.needs = [NeedSaid(message.text[:2000], 2, is_level_said=False)]
        found.drafts.append(draft)
    left = {"media": chat.media, "system": chat.system}
    if any(left.values()):
        found.notes.append(Fault("chat_left", title, values=left))
    return found
