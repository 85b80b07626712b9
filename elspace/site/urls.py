"""Addresses of pages that need several parts."""

from django.urls import path

from elspace.core.gates import requires
from elspace.people.links import by_personal_link

from .own import own_paths
from .views import health, home, more, my_week, today

app_name = "site"

_own = [
    path("p/<str:token>/", by_personal_link(my_week.my_week), name="my-page"),
    path("p/<str:token>/not-me/", by_personal_link(my_week.not_me), name="not-me"),
    path("my-week/", requires("site.view_my_week")(my_week.my_week), name="my-week"),
    *own_paths("answers/<uuid:key>/", my_week.answer, "answer"),
    *own_paths("dates/<uuid:key>/", my_week.answer_date, "answer-date"),
    *own_paths("who-sees/", my_week.who_sees, "who-sees"),
]

urlpatterns = [
    path("", home.front, name="front"),
    path("today/", today.today, name="today"),
    path("today/put-aside/", today.put_aside, name="put-aside"),
    path("more/", more.more, name="more"),
    path("health/", health.health, name="health"),
    *_own,
]
