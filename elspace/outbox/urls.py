"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("messages/", views.to_send, name="to-send"),
    path("messages/waiting/", views.waiting, name="waiting"),
    path("messages/sent/", views.sent, name="sent"),
    path("messages/slips/", views.slips, name="slips"),
    path("messages/open/", views.mark_opened, name="mark-opened"),
    path("messages/mark/", views.mark_sent, name="mark-sent"),
    path("messages/unmark/", views.mark_not_sent, name="mark-not-sent"),
    path("messages/group/<uuid:batch>/cancel/", views.cancel_batch, name="cancel-batch"),
    path("messages/group/<uuid:batch>/now/", views.send_now, name="send-now"),
    path("messages/<uuid:key>/cancel/", views.cancel_message, name="cancel-message"),
    path("messages/<uuid:key>/retry/", views.retry_message, name="retry-message"),
    path("messages/<uuid:key>/take-in-hand/", views.take_in_hand, name="take-in-hand"),
]
