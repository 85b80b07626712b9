"""Addresses of this app."""

from django.urls import URLPattern, path

from .views import bookings, desks, links, rooms, series, timeline

app_name = "hosting"
urlpatterns: list[URLPattern] = [
    path("rooms/", rooms.rooms, name="rooms"),
    path("rooms/week/", timeline.week, name="rooms-week"),
    path("rooms/hours/", timeline.day, name="rooms-hours"),
    path("rooms/add/", rooms.room_add, name="room-add"),
    path("rooms/book/", bookings.room_book, name="room-book"),
    path("rooms/wait/", bookings.room_wait, name="room-wait"),
    path("rooms/wait/<uuid:key>/withdraw/", bookings.wait_withdraw, name="wait-withdraw"),
    path("rooms/answer/<str:signed>/", links.answer, name="answer"),
    path("rooms/offered/<str:signed>/", links.offered, name="offered"),
    path("rooms/series/", series.series_list, name="series-list"),
    path("rooms/series/add/", series.series_add, name="series-add"),
    path("rooms/series/<uuid:key>/", series.series_page, name="series"),
    path("rooms/series/<uuid:key>/change/", series.series_change, name="series-change"),
    path("rooms/series/<uuid:key>/cancel/", series.series_cancel, name="series-cancel"),
    path("rooms/series/<uuid:key>/<str:day>/", series.series_day, name="series-day"),
    path("rooms/bookings/", bookings.bookings, name="bookings"),
    path("rooms/bookings/<uuid:key>/cancel/", bookings.booking_cancel, name="booking-cancel"),
    path("rooms/<uuid:key>/", rooms.room_change, name="room-change"),
    path("rooms/<uuid:key>/remove/", rooms.room_remove, name="room-remove"),
    path("desks/", desks.desks, name="desks"),
    path("desks/add/", desks.desk_add, name="desk-add"),
    path("desks/map/<uuid:key>/", desks.desk_map, name="desk-map"),
    path("desks/held/<uuid:key>/end/", desks.holding_end, name="holding-end"),
    path("desks/<uuid:key>/", desks.desk, name="desk"),
    path("desks/<uuid:key>/change/", desks.desk_change, name="desk-change"),
    path("desks/<uuid:key>/remove/", desks.desk_remove, name="desk-remove"),
    path("desks/<uuid:key>/take/", desks.desk_take, name="desk-take"),
    path("desks/<uuid:key>/release/", desks.desk_release, name="desk-release"),
    path("desks/<uuid:key>/swap/", desks.desk_swap, name="desk-swap"),
    path("desks/<uuid:key>/hold/", desks.desk_hold, name="desk-hold"),
    path("desks/<uuid:key>/share/", desks.desk_share, name="desk-share"),
]
