"""Addresses of this app."""

from django.urls import URLPattern, path

from elspace.hub.parts import all_part_of

from .views import pages, visits

app_name = "insights"
VISITS: list[URLPattern] = [
    path("visit/", visits.visit, name="visit"),
    path("visit/begin/", visits.visit_begin, name="visit-begin"),
    path("visit/end/", visits.visit_end, name="visit-end"),
]
PAGES: list[URLPattern] = [
    path("insights/", pages.latest, name="latest"),
    path("insights/<uuid:key>/", pages.term_page, name="term"),
    path("insights/<uuid:key>/sentences/", pages.sentences, name="sentences"),
    path("insights/<uuid:key>/draft/", pages.draft, name="draft"),
    path("insights/<uuid:key>/give/", pages.give, name="give"),
    path("given/<uuid:key>/withdraw/", pages.withdraw, name="withdraw"),
    path("given/<uuid:key>/", pages.given, name="given"),
    path("given/<uuid:key>/<slug:language>.pdf", pages.given_pdf, name="given-pdf"),
]

urlpatterns = [*VISITS, *all_part_of("programme", PAGES)]
