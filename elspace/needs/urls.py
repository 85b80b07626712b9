"""Addresses about needs: personal links, one's own needs, the team's steps."""

from django.urls import path

from .views import classify, mine, quick, saying, show, steps, team

app_name = "needs"
urlpatterns = [
    path("p/<str:token>/need/", saying.state_by_link, name="state-by-link"),
    path(
        "p/<str:token>/need/<uuid:key>/received/", saying.received_by_link, name="received-by-link"
    ),
    path("p/<str:token>/need/<uuid:key>/<slug:step>/", steps.step_by_link, name="step-by-link"),
    path("p/<str:token>/needs/", mine.mine_by_link, name="mine-by-link"),
    path("needs/say/", saying.state, name="state"),
    path("needs/mine/", mine.mine, name="mine"),
    path("needs/add/", saying.add, name="add"),
    path("needs/classify/", classify.classify, name="classify"),
    path("needs/quick/", quick.quick, name="quick"),
    path("needs/show/", show.show, name="show"),
    path("needs/<uuid:key>/", team.need, name="need"),
    path("needs/<uuid:key>/answer/", team.answer, name="answer"),
    path("needs/<uuid:key>/decline/", team.decline, name="decline"),
    path("needs/<uuid:key>/received/", saying.received, name="received"),
    path("needs/<uuid:key>/step/<slug:step>/", steps.step, name="step"),
]
