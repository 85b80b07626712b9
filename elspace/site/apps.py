"""Django's entry to this app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "elspace.site"
    label = "site"
