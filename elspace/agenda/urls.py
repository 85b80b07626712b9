"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "agenda"
urlpatterns = [
    path("calendar/", views.my_calendar, name="my-calendar"),
    path("calendar/public.ics", views.public_feed, name="public-feed"),
    path("calendar/public/<uuid:key>.ics", views.public_occasion, name="public-occasion"),
    path("calendar/occasion/<uuid:key>.ics", views.occasion, name="occasion"),
    path("calendar/address/<slug:what>/", views.change_calendar, name="change-calendar"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("p/<str:token>/calendar/", views.my_calendar_by_link, name="my-calendar-by-link"),
    path(
        "p/<str:token>/calendar/<slug:what>/",
        views.change_calendar_by_link,
        name="change-calendar-by-link",
    ),
    path("p/<str:token>/occasion/<uuid:key>.ics", views.occasion_by_link, name="occasion-by-link"),
]
