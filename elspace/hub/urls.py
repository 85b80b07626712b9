"""Addresses of this app."""

from django.urls import URLPattern

app_name = "hub"
urlpatterns: list[URLPattern] = []
