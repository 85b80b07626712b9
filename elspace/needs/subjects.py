"""How audit lines, messages and feeds may name a need: a discipline for whoever may read it, the
word "appointment" for everybody else."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Need, Workshop
from .queries import words_visible_to


def rows() -> QuerySet[Need]:
    """Needs with what their title says."""
    return Need.objects.select_related("discipline")


def title(need: Need, user: Any) -> str:
    """What this user may read of it; never the words."""
    if need.is_confidential or not words_visible_to(user, need):
        return _("Appointment")
    if need.discipline is None:
        return _("Need to sort")
    return _("Need: %(discipline)s") % {"discipline": need.discipline.name}


def url(need: Need, user: Any) -> str:
    """The page of the need; "" for whoever may not read it."""
    if not words_visible_to(user, need):
        return ""
    return reverse("needs:need", args=[need.key])


def workshop_title(workshop: Workshop, user: Any) -> str:
    """What it is called: it hangs on the wall."""
    return workshop.title


def workshop_url(workshop: Workshop, user: Any) -> str:
    """The team's page of it."""
    if not user.has_perm("needs.view_need"):
        return ""
    return reverse("needs:workshop-page", args=[workshop.key])
