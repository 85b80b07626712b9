"""Addresses of pages that need several parts."""

from django.urls import URLPattern, path

from .views import health

app_name = "site"

urlpatterns: list[URLPattern] = [path("health/", health.health, name="health")]
