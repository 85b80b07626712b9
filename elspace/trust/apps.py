"""Django's entry to this app."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "elspace.trust"
    label = "trust"
