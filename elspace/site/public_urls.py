"""Addresses of public pages, below the language: /fr/, /ar/, /en/."""

from django.urls import path

from .views import home

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("house/", home.house, name="house"),
    path("contact/", home.contact, name="contact"),
]
