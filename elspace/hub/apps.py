"""Django's entry to this app."""

from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "elspace.hub"
    label = "hub"
