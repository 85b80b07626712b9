"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "elspace.support"
    label = "support"

    def ready(self) -> None:
        """Menu, names of sessions for others, answers given on the phone, calls to the silent,
        seats of needs that close."""
        from elspace.agenda import naming, roll
        from elspace.agenda.enums import OccasionKind
        from elspace.core import registries
        from elspace.needs.closing import gives_back, holds
        from elspace.outbox.results import results

        from . import subjects
        from .actions.freeing import dates_held_for, free_seats_of
        from .actions.living import queue_calls, take_answer
        from .actions.telling import NO_ANSWER
        from .actions.ticks import take_tick
        from .finding import EXPERTS, SESSIONS
        from .menu import ENTRIES, PROGRAMME
        from .naming import expert_leads, name_sessions
        from .personal_data import PERSONAL_DATA
        from .queries.closed_hours import on_closed_hours

        if on_closed_hours not in registries.calendar_effects:
            registries.calendar_effects.append(on_closed_hours)

        if free_seats_of not in gives_back:
            gives_back.append(free_seats_of)
        if dates_held_for not in holds:
            holds.append(dates_held_for)

        registries.add_menu(*ENTRIES)
        registries.add_module(PROGRAMME)
        registries.add_findable(SESSIONS)
        registries.add_findable(EXPERTS)
        registries.add_personal_data(PERSONAL_DATA)
        naming.namers[OccasionKind.SESSION] = name_sessions
        roll.takers[OccasionKind.SESSION] = take_tick
        if expert_leads not in naming.leads:
            naming.leads.append(expert_leads)
        registries.subjects["support.session"] = registries.Subject(
            subjects.session_title,
            subjects.session_url,
            subjects.may_read_session,
            subjects.session_rows,
            module="programme",
        )
        registries.subjects["agenda.invitation"] = registries.Subject(
            subjects.invitation_title,
            subjects.invitation_url,
            subjects.may_read_invitation,
            subjects.invitation_rows,
            module="programme",
        )
        results[NO_ANSWER] = take_answer
        registries.periodic_jobs["support.queue_calls"] = registries.PeriodicJob(
            "support.queue_calls",
            timedelta(minutes=30),
            queue_calls,
            _("Listing whom to call because they have not answered"),
            module="programme",
        )
        from elspace.people import terms

        from .queries.terms import current_term_ends_on

        if current_term_ends_on not in terms.known_by:
            terms.known_by.append(current_term_ends_on)
