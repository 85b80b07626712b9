"""Django's entry to this app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "elspace.imports"
    label = "imports"
