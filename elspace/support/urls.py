"""Addresses of support, a list a noun."""

from django.urls import URLPattern, path

from elspace.hub.parts import all_part_of

from .views import (
    by_hand,
    comparing,
    experts,
    held,
    living,
    programme,
    remedies,
    sessions,
    sheets,
    terms,
    why,
)

app_name = "support"

EXPERTS: list[URLPattern] = [
    path("experts/", experts.experts, name="experts"),
    path("experts/add/", experts.expert_add, name="expert-add"),
    path("experts/<uuid:key>/", experts.expert, name="expert"),
    path("experts/<uuid:key>/change/", experts.expert_change, name="expert-change"),
    path("experts/<uuid:key>/month/", sheets.expert_month, name="expert-month"),
    path("experts/<uuid:key>/half-days/", experts.half_days_set, name="half-days-set"),
    path("experts/<uuid:key>/away/<int:number>/", experts.away_remove, name="away-remove"),
    path("p/<str:token>/half-days/", experts.half_days_by_link, name="half-days-by-link"),
]
TERMS: list[URLPattern] = [
    path("terms/", terms.terms, name="terms"),
    path("terms/open/", terms.term_open, name="term-open"),
    path("terms/<uuid:key>/", terms.term, name="term"),
    path("terms/<uuid:key>/held/", held.held, name="held"),
    path("terms/<uuid:key>/thanks/", terms.thanks, name="thanks"),
    path("terms/<uuid:key>/change/", terms.term_change, name="term-change"),
]
SESSIONS: list[URLPattern] = [
    path("sessions/new/", by_hand.session_new, name="session-new"),
    path("sessions/<uuid:key>/", sessions.session, name="session"),
    path("sessions/<uuid:key>/step/", sessions.session_step, name="session-step"),
    path("sessions/<uuid:key>/why/", why.session_why, name="session-why"),
    path("sessions/<uuid:key>/compose/", why.session_compose, name="session-compose"),
    path("sessions/<uuid:key>/roll-call/", living.roll_call, name="roll-call"),
    path("sessions/<uuid:key>/sheet/", sheets.sheet, name="sheet"),
    path("sessions/<uuid:key>/sheet/type/", sheets.sheet_type, name="sheet-type"),
    path("sheets/", sheets.sheets, name="sheets"),
    path("sessions/<uuid:key>/cannot/", living.session_cannot, name="session-cannot"),
]
PROGRAMME: list[URLPattern] = [
    path("programme/", programme.programme, name="programme"),
    path("programme/propose/", programme.propose, name="programme-propose"),
    path("programme/run/", programme.run, name="programme-run"),
    path("programme/stop/", programme.stop, name="programme-stop"),
    path("programme/ask/", programme.ask, name="programme-ask"),
    path("programme/announce/", programme.announce, name="programme-announce"),
    path("programme/how-we-know/", programme.how_we_know, name="how-we-know"),
    path("programme/help/", remedies.remedies, name="remedies"),
    path("programme/help/<uuid:key>/", remedies.remedies_ask, name="remedies-ask"),
    path("programme/compare/", comparing.compare_proposals, name="compare"),
    path("programme/look-for/", remedies.look_for, name="look-for"),
    path("programme/search/<uuid:key>/", remedies.search_expert, name="search-expert"),
]

urlpatterns = all_part_of("programme", [*EXPERTS, *TERMS, *SESSIONS, *PROGRAMME])
