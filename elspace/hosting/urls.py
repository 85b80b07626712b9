"""Addresses of this app."""

from django.urls import URLPattern, path

from .views import bookings, rooms

app_name = "hosting"
urlpatterns: list[URLPattern] = [
    path("rooms/", rooms.rooms, name="rooms"),
    path("rooms/add/", rooms.room_add, name="room-add"),
    path("rooms/book/", bookings.room_book, name="room-book"),
    path("rooms/bookings/", bookings.bookings, name="bookings"),
    path("rooms/bookings/<uuid:key>/cancel/", bookings.booking_cancel, name="booking-cancel"),
    path("rooms/<uuid:key>/", rooms.room_change, name="room-change"),
    path("rooms/<uuid:key>/remove/", rooms.room_remove, name="room-remove"),
]
