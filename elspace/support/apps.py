"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import MenuEntry, add_menu, add_personal_data


class SupportConfig(AppConfig):
    name = "elspace.support"
    label = "support"

    def ready(self) -> None:
        """Tell the agenda how sessions are called and who leads them."""
        from elspace.agenda import naming
        from elspace.agenda.enums import OccasionKind

        from .naming import expert_leads, name_sessions
        from .personal_data import PERSONAL_DATA

        naming.namers[OccasionKind.SESSION] = name_sessions
        if expert_leads not in naming.leads:
            naming.leads.append(expert_leads)
        add_personal_data(PERSONAL_DATA)
        add_menu(
            MenuEntry(
                _("Experts"),
                "support:experts",
                "person",
                "support.view_expert",
                50,
                main=False,
                text=_("Who answers what, in which language, when."),
            ),
            MenuEntry(
                _("Terms"),
                "support:terms",
                "day",
                "support.view_programme",
                55,
                main=False,
                text=_("The weeks of a term and their slots."),
            ),
        )
        from elspace.people import terms

        from .queries.terms import current_term_ends_on

        if current_term_ends_on not in terms.known_by:
            terms.known_by.append(current_term_ends_on)
