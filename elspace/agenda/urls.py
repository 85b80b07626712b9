"""Addresses of this app."""

from django.urls import URLPattern

app_name = "agenda"
urlpatterns: list[URLPattern] = []
