"""Public addresses about needs, below the language: /fr/need/, /ar/need/, /en/need/."""

from django.urls import path

from .views import saying

app_name = "public-needs"
urlpatterns = [
    path("need/", saying.state_publicly, name="state"),
    path("need/<uuid:key>/", saying.received_publicly, name="received"),
]
