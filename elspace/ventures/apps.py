"""Django's entry to this app."""

from django.apps import AppConfig


class VenturesConfig(AppConfig):
    name = "elspace.ventures"
    label = "ventures"
