"""Sessions and experts in a search: by title, discipline, expert and room; by name and
discipline."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from elspace.core.registries import Findable, Hit
from elspace.core.templatetags.elspace import format_day, format_hour, listed

from .models import Expert, Session
from .queries.experts import active_experts
from .queries.sessions import sessions_visible_to
from .subjects import session_title, session_url


def session_rows(user: Any) -> QuerySet[Session]:
    """The sessions whose title this person may read, the latest first."""
    return (
        sessions_visible_to(user)
        .select_related("occasion", "discipline", "expert__person", "room")
        .prefetch_related("occasion__invitations__need")
        .order_by("-occasion__start_at", "-pk")
    )


def show_session(session: Session, user: Any) -> Hit:
    """What, when, with whom, where it stands."""
    start = session.occasion.start_at
    facts = [listed([format_day(start, "full"), format_hour(start)])]
    if session.expert is not None:
        facts.append(session.expert.person.name)
    if session.room is not None:
        facts.append(session.room.name)
    facts.append(str(session.get_state_display()))
    return Hit(session_title(session, user), session_url(session, user), tuple(facts))


def expert_rows(user: Any) -> QuerySet[Expert]:
    """Active experts, for whoever may see them."""
    return active_experts() if user.has_perm("support.view_expert") else Expert.objects.none()


def show_expert(expert: Expert, user: Any) -> Hit:
    """Who, and what they answer."""
    disciplines = tuple(discipline.name for discipline in expert.disciplines.all())
    return Hit(expert.person.name, reverse("support:expert", args=[expert.key]), disciplines)


SESSIONS = Findable(
    code="sessions",
    label=gettext_lazy("Sessions"),
    permission="support.view_programme",
    order=30,
    visible_to=session_rows,
    folded=("folded", "discipline__folded", "expert__person__folded", "room__folded"),
    show=show_session,
    module="programme",
)
EXPERTS = Findable(
    code="experts",
    label=gettext_lazy("Experts"),
    permission="support.view_expert",
    order=40,
    visible_to=expert_rows,
    folded=("person__folded", "disciplines__folded"),
    show=show_expert,
    module="programme",
)
