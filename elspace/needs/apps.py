"""Django's entry to this app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "elspace.needs"
    label = "needs"

    def ready(self) -> None:
        """Say how others may name a need, and what is kept about a person."""
        from elspace.core import registries

        from . import subjects

        registries.subjects["needs.need"] = registries.Subject(subjects.title, subjects.url)
        from elspace.core.registries import add_personal_data

        from .personal_data import PERSONAL_DATA

        add_personal_data(PERSONAL_DATA)
