"""Public addresses about needs, below the language: /fr/need/, and /fr/w/KTRM/ at a workshop."""

from django.urls import path

from elspace.hub.parts import all_part_of

from .views import at_workshop, saying

app_name = "public-needs"
_patterns = [
    path("need/", saying.state_publicly, name="state"),
    path("need/<uuid:key>/", saying.received_publicly, name="received"),
    path("w/", at_workshop.find, name="workshop-code"),
    path("w/<str:code>/", at_workshop.say, name="workshop"),
    path("w/<str:code>/<uuid:key>/", at_workshop.received, name="workshop-received"),
    path("receipt/", at_workshop.receipt, name="receipt"),
]
urlpatterns = all_part_of("needs", _patterns)
