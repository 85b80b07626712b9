"""Addresses of pages that need several parts."""

from django.urls import URLPattern

app_name = "site"

urlpatterns: list[URLPattern] = []
