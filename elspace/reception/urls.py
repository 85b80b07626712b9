"""Addresses of this app."""

from django.urls import URLPattern, path

from .views import day, kept, marks

app_name = "reception"
urlpatterns: list[URLPattern] = [
    path("reception/", day.day, name="day"),
    path("reception/names/", day.names, name="names"),
    path("reception/evacuation/", day.evacuation, name="evacuation"),
    path("reception/kept/", kept.kept, name="kept"),
    path("reception/merge/", kept.merge, name="merge"),
    path("reception/number/", kept.number, name="number"),
    path("reception/find/", marks.find, name="find"),
    path("reception/in/", marks.arrive, name="arrive"),
    path("reception/out/", marks.leave, name="leave"),
    path("reception/back/", marks.back, name="back"),
    path("reception/visit/", marks.visit, name="visit"),
]
