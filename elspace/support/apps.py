"""Django's entry to this app."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "elspace.support"
    label = "support"

    def ready(self) -> None:
        """Tell the agenda how sessions are called and who leads them."""
        from elspace.agenda import naming
        from elspace.agenda.enums import OccasionKind
        from elspace.core.registries import add_personal_data

        from .naming import expert_leads, name_sessions
        from .personal_data import PERSONAL_DATA

        naming.namers[OccasionKind.SESSION] = name_sessions
        if expert_leads not in naming.leads:
            naming.leads.append(expert_leads)
        add_personal_data(PERSONAL_DATA)
