"""One thing to decide: a fact of the hub with its name, its reason and its button."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import cached_property

from elspace.people.models import Person


@dataclass(frozen=True)
class Decision:
    """One thing to decide: what, why, where to do it. `order` sorts: most pressing first; `facts`
    are the figures and moments behind it, the same in every language."""

    fact: str
    order: tuple[int, datetime]
    title: str
    reason: str
    url: str
    button: str
    facts: tuple[object, ...] = ()
    handed_by: Person | None = None

    @cached_property
    def fingerprint(self) -> str:
        """What it says, shortened: colleagues who read it in two languages mean the same thing."""
        said = "|".join([self.fact, *(str(one) for one in self.facts)])
        return hashlib.sha256(said.encode()).hexdigest()[:32]
