"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import MenuEntry, add_menu


class InsightsConfig(AppConfig):
    name = "elspace.insights"
    label = "insights"

    def ready(self) -> None:
        """List the page on "More"."""
        add_menu(
            MenuEntry(
                label=_("The term in one page"),
                url_name="insights:latest",
                icon="paper",
                permission="insights.view_page",
                order=58,
                main=False,
                text=_("For a donor, a partner, a ministry: figures without names."),
            )
        )
