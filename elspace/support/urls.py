"""Addresses of this app, a list a noun."""

from django.urls import URLPattern, path

from .views import experts, terms

app_name = "support"

EXPERTS: list[URLPattern] = [
    path("experts/", experts.experts, name="experts"),
    path("experts/add/", experts.expert_add, name="expert-add"),
    path("experts/<uuid:key>/", experts.expert, name="expert"),
    path("experts/<uuid:key>/change/", experts.expert_change, name="expert-change"),
    path("experts/<uuid:key>/half-days/", experts.half_days_set, name="half-days-set"),
    path("experts/<uuid:key>/away/<int:number>/", experts.away_remove, name="away-remove"),
    path("p/<str:token>/half-days/", experts.half_days_by_link, name="half-days-by-link"),
]
TERMS: list[URLPattern] = [
    path("terms/", terms.terms, name="terms"),
    path("terms/open/", terms.term_open, name="term-open"),
    path("terms/<uuid:key>/", terms.term, name="term"),
    path("terms/<uuid:key>/change/", terms.term_change, name="term-change"),
]
urlpatterns: list[URLPattern] = [*EXPERTS, *TERMS]
