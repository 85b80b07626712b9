"""Django's entry to this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "elspace.people"
    label = "people"
