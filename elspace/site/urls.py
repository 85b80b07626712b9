"""Addresses of pages that need several parts."""

from django.urls import URLPattern, path

from .views import health, home, more

app_name = "site"

urlpatterns: list[URLPattern] = [
    path("", home.front, name="front"),
    path("more/", more.more, name="more"),
    path("health/", health.health, name="health"),
]
