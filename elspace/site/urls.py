"""Addresses of pages that need several parts."""

from django.urls import URLPattern, path

from .views import (
    health,
    home,
    more,
    needs_board,
    people,
    printing,
    requests,
    sharing,
    ventures,
)

app_name = "site"

urlpatterns: list[URLPattern] = [
    path("", home.front, name="front"),
    path("more/", more.more, name="more"),
    path("share/<slug:what>/<str:which>/", sharing.share, name="share"),
    path(
        "share/<slug:what>/<str:which>/<slug:language>.<slug:form>",
        sharing.share_file,
        name="share-file",
    ),
    path("print/week/<str:day>/", printing.print_week, name="print-week"),
    path("print/day/<str:day>/", printing.print_day, name="print-day"),
    path("print/person/<uuid:key>/<str:day>/", printing.print_person, name="print-person"),
    path("p/<str:token>/print/<str:day>/", printing.print_my_week, name="print-my-week"),
    path("health/", health.health, name="health"),
    path("people/", people.people, name="people"),
    path("people/twins/", people.twins, name="twins"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("people/<uuid:key>/twin/", people.twin_of, name="twin-of"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:key>/copy/", requests.copy, name="copy"),
    path("requests/<uuid:key>/erase/", requests.erase, name="erase"),
    path("account/copy/", requests.my_copy, name="my-copy"),
    path("account/readers/", people.readers, name="readers"),
    path("needs/", needs_board.needs_board, name="needs"),
    path("ventures/", ventures.ventures, name="ventures"),
    path("ventures/add/", ventures.add, name="venture-add"),
    path("ventures/<uuid:key>/", ventures.venture, name="venture"),
    path("ventures/<uuid:key>/change/", ventures.change, name="venture-change"),
    path("ventures/<uuid:key>/join/", ventures.join, name="venture-join"),
    path("ventures/<uuid:key>/leave/<uuid:person>/", ventures.leave, name="venture-leave"),
]
