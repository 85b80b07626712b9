"""Addresses of the hub's own settings, a list a noun."""

from django.urls import URLPattern, path

from .parts import part_of
from .views import calendar, closures, health, holidays, identity, lists, places

app_name = "hub"

CALENDAR: list[URLPattern] = [
    path("hub/calendar/", calendar.calendar, name="calendar"),
    path("hub/hours/add/", calendar.profile_add, name="profile-add"),
    path("hub/hours/<uuid:key>/", calendar.profile, name="profile"),
    path("hub/hours/<uuid:key>/remove/", calendar.profile_remove, name="profile-remove"),
    path("hub/holidays/", holidays.holidays, name="holidays"),
    path("hub/holidays/add/", holidays.holiday_add, name="holiday-add"),
    path("hub/holidays/<int:year>/fixed/", holidays.holidays_fixed, name="holidays-fixed"),
    path("hub/holidays/<uuid:key>/", holidays.holiday, name="holiday"),
    path("hub/holidays/<uuid:key>/step/", holidays.holiday_step, name="holiday-step"),
    path("hub/ramadan/<uuid:key>/step/", holidays.ramadan_step, name="ramadan-step"),
    path("hub/closures/add/", closures.closure_add, name="closure-add"),
    path("hub/closures/<uuid:key>/", closures.closure, name="closure"),
    path("hub/closures/<uuid:key>/remove/", closures.closure_remove, name="closure-remove"),
]
IDENTITY: list[URLPattern] = [
    path("hub/identity/", identity.identity, name="identity"),
    path("hub/places/", part_of("places")(places.places), name="places"),
    path("hub/places/add/", part_of("places")(places.place_add), name="place-add"),
    path("hub/places/<uuid:key>/", part_of("places")(places.place), name="place"),
    path("hub/health/", health.health, name="health"),
]
LISTS: list[URLPattern] = [
    path("hub/lists/", lists.lists, name="lists"),
    path(
        "hub/lists/disciplines/add/", part_of("needs")(lists.discipline_add), name="discipline-add"
    ),
    path(
        "hub/lists/disciplines/<uuid:key>/", part_of("needs")(lists.discipline), name="discipline"
    ),
    path("hub/lists/formats/<slug:code>/", part_of("programme")(lists.format), name="format"),
    path("hub/lists/equipment/add/", lists.equipment_add, name="equipment-add"),
    path("hub/lists/equipment/<uuid:key>/", lists.equipment, name="equipment"),
    path("hub/lists/equipment/<uuid:key>/remove/", lists.equipment_remove, name="equipment-remove"),
]

urlpatterns = [*CALENDAR, *IDENTITY, *LISTS]
