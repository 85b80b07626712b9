"""Django's entry to this app."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "elspace.hosting"
    label = "hosting"

    def ready(self) -> None:
        from elspace.core.registries import add_personal_data

        from .personal_data import PERSONAL_DATA

        add_personal_data(PERSONAL_DATA)
