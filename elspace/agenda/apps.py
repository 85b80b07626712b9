"""Django's entry to this app."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "elspace.agenda"
    label = "agenda"

    def ready(self) -> None:
        """What it keeps about people; how a room's diary names an event."""
        from elspace.core import registries

        from .personal_data import PERSONAL_DATA

        registries.add_personal_data(PERSONAL_DATA)
        registries.subjects["agenda.occasion"] = registries.Subject(
            lambda occasion, _user: occasion.title,
            lambda _occasion, _user: "",
            lambda _occasion, _user: True,
        )
