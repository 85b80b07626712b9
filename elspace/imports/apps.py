"""Django's entry to this app."""

from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.registries import (
    MenuEntry,
    PeriodicJob,
    add_menu,
    add_personal_data,
    periodic_jobs,
)


class ImportsConfig(AppConfig):
    name = "elspace.imports"
    label = "imports"

    def ready(self) -> None:
        """List the page on "More"; forget old previews by itself."""
        from .personal_data import PERSONAL_DATA

        def forget_old_previews() -> None:
            # Loaded when it is due: spreadsheets take a fifth of a second of every start.
            import_module("elspace.imports.actions").forget_old_previews()

        add_personal_data(PERSONAL_DATA)
        periodic_jobs["imports.forget"] = PeriodicJob(
            "imports.forget",
            timedelta(hours=1),
            forget_old_previews,
            _("Forgetting files that were looked at and not brought in"),
        )
        add_menu(
            MenuEntry(
                label=pgettext_lazy("a file", "Import"),
                url_name="imports:start",
                icon="add",
                permission="imports.import_file",
                order=65,
                main=False,
                text=_("People, needs, experts, rooms and members, from a spreadsheet."),
                without=(
                    ("needs", _("People, rooms and members, from a spreadsheet.")),
                    ("programme", _("People, needs, rooms and members, from a spreadsheet.")),
                ),
            ),
            MenuEntry(
                label=_("Take everything out"),
                url_name="imports:everything",
                icon="down",
                permission="imports.take_everything",
                order=66,
                main=False,
                text=_("All the hub holds, in one workbook that another hub can bring in."),
            ),
        )
