"""Experts one can ask, and for what."""

from django.db.models import QuerySet

from elspace.hub.models import Discipline, SpokenLanguage
from elspace.support.models import Expert


def active_experts() -> QuerySet[Expert]:
    """Experts one can ask, with all a page or the planner reads of them (five queries)."""
    return (
        Expert.objects.filter(is_active=True, person__is_active=True)
        .select_related("person")
        .prefetch_related("disciplines", "formats", "person__speaks")
        .order_by("person__first_name", "person__last_name", "pk")
    )


def experts_able(
    discipline: Discipline, language: SpokenLanguage | None = None
) -> QuerySet[Expert]:
    """Active experts of a discipline, who speak the language if one is given."""
    able = active_experts().filter(disciplines=discipline)
    return able.filter(person__speaks=language) if language else able
