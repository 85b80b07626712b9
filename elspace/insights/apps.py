"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import MenuEntry, add_menu


class InsightsConfig(AppConfig):
    name = "elspace.insights"
    label = "insights"

    def ready(self) -> None:
        """List the pages on "More"; make every text of a visit an invented one."""
        from .visits import hang_on_fields

        hang_on_fields()
        add_menu(
            MenuEntry(
                label=_("The term in one page"),
                url_name="insights:latest",
                icon="paper",
                permission="insights.view_page",
                order=58,
                main=False,
                text=_("For a donor, a partner, a ministry: figures without names."),
                module="programme",
            ),
            MenuEntry(
                label=_("Visit"),
                url_name="insights:visit",
                icon="eye",
                permission="insights.start_visit",
                order=59,
                main=False,
                text=_("Show these pages to somebody, every name and word invented."),
            ),
        )
