"""What a rule answers (yes, or no with a human reason) and what an action raises when it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the promise of a text, as `gettext_lazy` and the message framework mean it
    from django.utils.functional import _StrPromise as Promise
else:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Answer:
    """A rule's answer; true when allowed, else `reason` is a whole sentence for the reader."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def no(reason: str | Promise) -> Answer:
    """A refusal with its sentence."""
    return Answer(False, reason)


class Refused(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """An action could not be done: a sentence for the person, and offers where there are some.

    `offers` are values of the caller's domain (free rooms, other dates), best first.
    """

    def __init__(self, reason: str | Promise, *, offers: Sequence[Any] = ()) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.offers = list(offers)
