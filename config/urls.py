"""Addresses of the whole platform: public pages carry the language, signed-in pages do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("account/", include("elspace.people.account_urls")),
    path("", include("elspace.people.urls")),
    path("", include("elspace.trust.urls")),
    path("", include("elspace.hub.urls")),
    path("", include("elspace.outbox.urls")),
    path("", include("elspace.needs.urls")),
    path("", include("elspace.hosting.urls")),
    path("", include("elspace.billing.urls")),
    path("", include("elspace.agenda.urls")),
    path("", include("elspace.reception.urls")),
    path("", include("elspace.support.urls")),
    path("", include("elspace.imports.urls")),
    path("", include("elspace.insights.urls")),
    path("", include("elspace.site.urls")),
    *i18n_patterns(
        path("", include("elspace.needs.public_urls")),
        path("", include("elspace.site.public_urls")),
    ),
]
