"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "trust"
urlpatterns = [path("audit/", views.audit, name="audit")]
