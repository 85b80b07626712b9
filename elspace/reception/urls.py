"""Addresses of this app."""

from django.urls import URLPattern

app_name = "reception"
urlpatterns: list[URLPattern] = []
