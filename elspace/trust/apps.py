"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrustConfig(AppConfig):
    name = "elspace.trust"
    label = "trust"

    def ready(self) -> None:
        from elspace.core.registries import MenuEntry, add_menu, add_personal_data

        from .personal_data import PERSONAL_DATA

        add_personal_data(PERSONAL_DATA)
        add_menu(
            MenuEntry(
                label=_("Who did what"),
                url_name="trust:audit",
                icon="eye",
                permission="trust.view_audit",
                order=80,
                main=False,
                text=_("Every action with its day, its author and the role they acted in."),
            )
        )
