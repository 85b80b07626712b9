"""What the post of a full house leaves behind: mails a server refused or may have lost."""

from elspace.outbox.enums import Channel, Fault, State
from elspace.outbox.models import Message
from elspace.site.demo.cast import Cast
from elspace.trust.actions import record

FAILED_AGO = 25  # minutes
FAULTS = (
    (State.FAILED, Fault.BAD_ADDRESS), (State.FAILED, Fault.REFUSED),
    (State.UNCERTAIN, Fault.UNKNOWN), (State.FAILED, Fault.UNREACHABLE),
    (State.UNCERTAIN, Fault.UNKNOWN), (State.FAILED, Fault.BAD_ADDRESS),
    (State.FAILED, Fault.UNREACHABLE), (State.FAILED, Fault.UNREACHABLE),
)  # fmt: skip


def tell_failures(cast: Cast) -> None:
    """A while ago, after the last round."""
    cast.story.at(cast.days.lately(FAILED_AGO), _failed)


def _failed() -> None:
    waiting = Message.objects.filter(state=State.QUEUED, channel=Channel.MAIL).order_by("pk")
    for message, (state, fault) in zip(waiting, FAULTS, strict=False):
        message.state, message.error = state, fault
        message.save(update_fields=["state", "error"])
        record("send_message", subject=message, changes={"state": (State.SENDING, state)})
