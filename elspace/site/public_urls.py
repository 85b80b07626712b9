"""Addresses of public pages, below the language: /fr/, /ar/, /en/."""

from django.urls import path

from . import views

app_name = "public"
urlpatterns = [path("", views.home, name="home")]
