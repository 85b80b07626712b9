"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "elspace.people"
    label = "people"

    def ready(self) -> None:
        from elspace.core.registries import (
            MenuEntry,
            Subject,
            add_account_page,
            add_menu,
            add_personal_data,
            subjects,
        )

        from .personal_data import PERSONAL_DATA

        subjects["people.hubdevice"] = Subject(lambda device, _u: device.name, lambda _d, _u: "")
        add_menu(
            MenuEntry(
                label=_("Devices of the hub"),
                url_name="people:hub-devices",
                icon="lock",
                permission="people.grant_role",
                order=82,
                main=False,
                text=_("Shared computers, opened by six digits a person."),
            )
        )
        add_account_page(
            MenuEntry(
                label=_("My six digits for the hub's shared computers"),
                url_name="people:desk-code",
                icon="lock",
                permission="site.view_today",
                order=10,
            )
        )

        add_personal_data(PERSONAL_DATA)
