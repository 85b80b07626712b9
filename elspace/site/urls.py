"""Addresses of pages that need several parts, a list a subject."""

from django.urls import URLPattern, path

from elspace.core.gates import requires
from elspace.hub.parts import part_of
from elspace.people.links import by_personal_link

from .own import own_paths
from .views import (
    day_pack,
    finding,
    first,
    first_hour,
    handover,
    health,
    home,
    more,
    my_desk,
    my_invoices,
    my_presence,
    my_rooms,
    my_series,
    my_week,
    needs_board,
    people,
    printing,
    ramadan,
    requests,
    sharing,
    today,
    trial,
    ventures,
)

app_name = "site"

OWN: list[URLPattern] = [
    path("p/<str:token>/", by_personal_link(my_week.my_week), name="my-page"),
    path("p/<str:token>/not-me/", by_personal_link(my_week.not_me), name="not-me"),
    path("my-week/", requires("site.view_my_week")(my_week.my_week), name="my-week"),
    *own_paths("answers/<uuid:key>/", part_of("programme")(my_week.answer), "answer"),
    *own_paths("dates/<uuid:key>/", part_of("programme")(my_week.answer_date), "answer-date"),
    *own_paths("rooms/", my_rooms.my_rooms, "my-rooms"),
    *own_paths("rooms/series/", my_series.my_series, "my-series"),
    *own_paths("rooms/<uuid:key>/give-back/", my_rooms.give_back, "give-room-back"),
    *own_paths("rooms/<uuid:key>/confirm/", my_rooms.confirm, "confirm-room"),
    *own_paths("desk/", part_of("desks")(my_desk.my_desk), "my-desk"),
    *own_paths("invoices/", part_of("invoices")(my_invoices.my_invoices), "my-invoices"),
    *own_paths("invoices/<uuid:key>/", part_of("invoices")(my_invoices.my_invoice), "my-invoice"),
    *own_paths("evenings/", part_of("programme")(ramadan.my_evenings), "my-evenings"),
    *own_paths("name-on-sheets/", part_of("programme")(my_week.name_on_sheets), "name-on-sheets"),
    *own_paths("here/", my_presence.here, "here"),
    *own_paths("who-sees/", my_week.who_sees, "who-sees"),
    path("account/copy/", requests.my_copy, name="my-copy"),
    path("account/readers/", people.readers, name="readers"),
]
TEAM: list[URLPattern] = [
    path("today/", today.today, name="today"),
    path("first-hour/", first_hour.first_hour_page, name="first-hour"),
    path("first-hour/step/", first_hour.first_hour_step, name="first-hour-step"),
    path("first-hour/term/", part_of("programme")(first_hour.first_term), name="first-term"),
    path("handover/", handover.handover, name="handover"),
    path("handover/take/", handover.take, name="take-over"),
    path("people/<uuid:key>/history/", handover.person_history, name="person-history"),
    path(
        "experts/<uuid:key>/history/",
        part_of("programme")(handover.expert_history),
        name="expert-history",
    ),
    path("needs/<uuid:key>/history/", part_of("needs")(handover.need_history), name="need-history"),
    path(
        "sessions/<uuid:key>/history/",
        part_of("programme")(handover.session_history),
        name="session-history",
    ),
    path("trial/", trial.trial, name="trial"),
    path("more/use/", first_hour.use_module, name="use-module"),
    path("today/head-count/<uuid:key>/", today.head_count, name="head-count"),
    path("today/put-aside/", today.put_aside, name="put-aside"),
    path("ramadan/", ramadan.ramadan, name="ramadan"),
    path("ramadan/step/", ramadan.ramadan_step, name="ramadan-step"),
    path("ramadan/ask/", part_of("programme")(ramadan.ramadan_ask), name="ramadan-ask"),
    path(
        "ramadan/evenings/<uuid:key>/",
        part_of("programme")(ramadan.evenings_of_person),
        name="ramadan-evenings",
    ),
    path("search/", finding.search, name="search"),
    path("needs/", part_of("needs")(needs_board.needs_board), name="needs"),
    path("people/", people.people, name="people"),
    path("people/twins/", people.twins, name="twins"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("people/<uuid:key>/twin/", people.twin_of, name="twin-of"),
    path("ventures/", part_of("projects")(ventures.ventures), name="ventures"),
    path("ventures/add/", part_of("projects")(ventures.add), name="venture-add"),
    path("ventures/<uuid:key>/", part_of("projects")(ventures.venture), name="venture"),
    path(
        "ventures/<uuid:key>/change/", part_of("projects")(ventures.change), name="venture-change"
    ),
    path("ventures/<uuid:key>/join/", part_of("projects")(ventures.join), name="venture-join"),
    path(
        "ventures/<uuid:key>/leave/<uuid:person>/",
        part_of("projects")(ventures.leave),
        name="venture-leave",
    ),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:key>/copy/", requests.copy, name="copy"),
    path("requests/<uuid:key>/erase/", requests.erase, name="erase"),
    path("more/", more.more, name="more"),
]
SHARING: list[URLPattern] = [
    path("day-pack/", day_pack.pack, name="day-pack"),
    path("day-pack/file/", day_pack.pack_file, name="day-pack-file"),
    path("print/week/<str:day>/", printing.print_week, name="print-week"),
    path("print/day/<str:day>/", printing.print_day, name="print-day"),
    path("print/person/<uuid:key>/<str:day>/", printing.print_person, name="print-person"),
    path("p/<str:token>/print/<str:day>/", printing.print_my_week, name="print-my-week"),
    path("share/<slug:what>/<str:which>/", sharing.share, name="share"),
    path(
        "share/<slug:what>/<str:which>/<slug:language>.<slug:form>",
        sharing.share_file,
        name="share-file",
    ),
]

urlpatterns = [
    path("", home.front, name="front"),
    path("first/<str:token>/", first.first, name="first"),
    path("health/", health.health, name="health"),
    path("offline/", day_pack.offline, name="offline"),
    path("sw.js", day_pack.worker, name="worker"),
    *OWN,
    *TEAM,
    *SHARING,
]
