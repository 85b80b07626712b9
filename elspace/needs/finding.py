"""Needs in a search: by their words, who said them, for which project, in which discipline."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import Findable, Hit

from .models import Need
from .queries import needs_visible_to
from .subjects import url


def rows(user: Any) -> QuerySet[Need]:
    """The needs this person may read, with what a hit shows; the latest first."""
    needs = needs_visible_to(user).select_related("person", "venture", "discipline")
    return needs.order_by("-stated_at", "-pk")


def show(need: Need, user: Any) -> Hit:
    """The words, who said them, where the need stands."""
    discipline = need.discipline.name if need.discipline else _("Need to sort")
    facts = (discipline, str(need.get_state_display()))
    return Hit(need.person.name, url(need, user), facts, need.words)


FINDABLE = Findable(
    code="needs",
    label=gettext_lazy("Needs"),
    permission="needs.view_need",
    order=20,
    visible_to=rows,
    folded=("folded", "person__folded", "venture__folded", "discipline__folded"),
    show=show,
    module="needs",
)
