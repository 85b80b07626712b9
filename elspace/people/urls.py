"""Addresses of this app."""

from django.urls import path

from elspace.hub.parts import part_of

from .views import account, desk, devices, links, merging, persons

app_name = "people"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/mail/", account.change_mail, name="change-mail"),
    path("account/consents/", account.consents, name="consents"),
    path("account/devices/forget/", devices.forget_all, name="forget-devices"),
    path("account/devices/<uuid:key>/forget/", devices.forget, name="forget-device"),
    path("account/desk-code/", desk.desk_code, name="desk-code"),
    path("hub-devices/", desk.devices, name="hub-devices"),
    path("hub-devices/<uuid:key>/revoke/", desk.revoke, name="revoke-hub-device"),
    path("desk/", desk.desk, name="desk"),
    path("desk/lock/", desk.lock, name="desk-lock"),
    path("people/add/", persons.add, name="add"),
    path("people/<uuid:key>/change/", persons.change, name="change"),
    path("people/<uuid:key>/half-days/", part_of("programme")(persons.half_days), name="half-days"),
    path(
        "people/<uuid:key>/away/<int:number>/remove/",
        part_of("programme")(persons.remove_away),
        name="remove-away",
    ),
    path("people/<uuid:key>/roles/", persons.roles, name="roles"),
    path("people/<uuid:key>/roles/<uuid:grant>/end/", persons.end_role, name="end-role"),
    path("people/<uuid:key>/invite/", persons.invite, name="invite"),
    path("people/<uuid:key>/link/", links.link, name="link"),
    path("people/<uuid:key>/link/card/", links.card, name="card"),
    path("people/<uuid:key>/merge/<uuid:other>/", merging.merge, name="merge"),
]
