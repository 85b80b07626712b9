"""Who may change a venture, with the reason when not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from elspace.core.answers import YES, Answer, no


def can_change_venture(user: Any) -> Answer:
    """The team writes down ventures and who belongs to them."""
    if user.has_perm("people.change_person"):
        return YES
    return no(_("The team keeps the list of projects; please tell them what to change."))
