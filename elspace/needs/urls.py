"""Addresses about needs: personal links, one's own needs, the team's steps."""

from django.urls import path

from elspace.hub.parts import all_part_of

from .views import (
    at_workshop,
    classify,
    mine,
    quick,
    saying,
    show,
    slips,
    split,
    steps,
    team,
    workshop_paper,
    workshops,
)

app_name = "needs"
_patterns = [
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
    path("needs/classify/undo/", classify.undo, name="classify-undo"),
    path("needs/show/", show.show, name="show"),
    path("needs/workshops/", workshops.workshops, name="workshop"),
    path("needs/workshops/prepare/", workshops.prepare, name="workshop-prepare"),
    path("needs/workshops/<uuid:key>/", workshops.workshop, name="workshop-page"),
    path("needs/workshops/<uuid:key>/change/", workshops.change, name="workshop-change"),
    path("needs/workshops/<uuid:key>/close/", workshops.close, name="workshop-close"),
    path("needs/workshops/<uuid:key>/count/", workshops.count, name="workshop-count"),
    path("needs/workshops/<uuid:key>/poster.pdf", workshop_paper.poster, name="workshop-poster"),
    path("needs/workshops/<uuid:key>/slips/", workshops.print_lot, name="workshop-print"),
    path(
        "needs/workshops/<uuid:key>/slips/<uuid:lot>.pdf",
        workshop_paper.slips,
        name="workshop-slips",
    ),
    path("needs/workshops/<uuid:key>/type/", slips.type_slips, name="workshop-type"),
    path("needs/workshops/<uuid:key>/blank/", workshops.blank, name="workshop-blank"),
    path("needs/workshops/<uuid:key>/renumber/", workshops.renumber, name="workshop-renumber"),
    path("w/", at_workshop.short, {"code": ""}, name="workshop-start"),
    path("w/<str:code>/", at_workshop.short, name="workshop-short"),
    path("r/", at_workshop.receipt_short, {"code": ""}, name="receipt-start"),
    path("r/<str:code>/", at_workshop.receipt_short, name="receipt-short"),
    path("needs/<uuid:key>/split/", split.split, name="split"),
    path("needs/<uuid:key>/", team.need, name="need"),
    path("needs/<uuid:key>/answer/", team.answer, name="answer"),
    path("needs/<uuid:key>/decline/", team.decline, name="decline"),
    path("needs/<uuid:key>/received/", saying.received, name="received"),
    path("needs/<uuid:key>/step/<slug:step>/", steps.step, name="step"),
]
urlpatterns = all_part_of("needs", _patterns)
