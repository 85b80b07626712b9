"""Django's entry to this app."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "elspace.hosting"
    label = "hosting"
