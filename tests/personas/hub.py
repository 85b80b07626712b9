"""Addresses: identity, calendar, places, lists."""

from elspace.hub.models import Discipline, Equipment, Holiday, Place

from . import rows
from .table import DIRECTOR, PERSON, PROGRAMME, TEAM, Page

PAGES: list[Page] = [
    Page("hub:calendar", TEAM),
    Page("hub:holidays", TEAM),
    Page("hub:holidays-fixed", PROGRAMME, lambda _w: {"year": 2029}, 405, look=False),
    Page("hub:holiday-add", PROGRAMME),
    Page("hub:holiday", PROGRAMME, lambda _w: {"key": Holiday.objects.first().key}),
    Page(
        "hub:holiday-step",
        PROGRAMME,
        lambda _w: {"key": Holiday.objects.first().key},
        405,
        look=False,
    ),
    Page("hub:ramadan-step", PROGRAMME, lambda _w: {"key": rows.one_dated().key}, 405, look=False),
    Page("hub:profile-add", PROGRAMME),
    Page("hub:profile", PROGRAMME, lambda _w: {"key": rows.one_dated().key}),
    Page(
        "hub:profile-remove", PROGRAMME, lambda _w: {"key": rows.one_dated().key}, 405, look=False
    ),
    Page("hub:closure-add", PROGRAMME),
    Page("hub:closure", PROGRAMME, lambda _w: {"key": rows.one_closure().key}),
    Page(
        "hub:closure-remove", PROGRAMME, lambda _w: {"key": rows.one_closure().key}, 405, look=False
    ),
    Page("hub:identity", DIRECTOR),
    Page("hub:places", DIRECTOR),
    Page("hub:place-add", DIRECTOR),
    Page("hub:place", DIRECTOR, lambda _w: {"key": Place.objects.first().key}),
    Page("hub:health", DIRECTOR),
    Page("hub:lists", DIRECTOR),
    Page("hub:discipline-add", DIRECTOR),
    Page("hub:discipline", DIRECTOR, lambda _w: {"key": Discipline.objects.first().key}),
    Page("hub:format", DIRECTOR, lambda _w: {"code": "workshop"}),
    Page("hub:equipment-add", DIRECTOR),
    Page("hub:equipment", DIRECTOR, lambda _w: {"key": Equipment.objects.first().key}),
    Page("hub:equipment-remove", DIRECTOR, PERSON, 405, look=False),
]
