"""How the agenda names a session, and who leads it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from elspace.agenda.models import Occasion
from elspace.agenda.naming import OccasionName

from .enums import HOLDING
from .models import Session


def name_sessions(occasions: Iterable[Occasion]) -> dict[int, OccasionName]:
    """Title, expert and spoken language; a confidential session is an appointment and no more."""
    sessions = Session.objects.filter(occasion__in=[one.pk for one in occasions]).select_related(
        "discipline", "expert__person", "language"
    )
    return {
        session.occasion_id: OccasionName(
            session.name,
            with_whom=session.expert.person.name
            if session.expert and not session.is_confidential
            else "",
            language="" if session.is_confidential else session.language.name,
        )
        for session in sessions
    }


def expert_leads(people: Iterable[int], occasions: QuerySet[Occasion]) -> Iterable[tuple[int, int]]:
    """Experts lead their sessions from the day they are asked."""
    return Session.objects.filter(
        expert__person__in=list(people), state__in=HOLDING, occasion__in=occasions
    ).values_list("expert__person", "occasion")
