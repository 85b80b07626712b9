"""Addresses: the day at the door; occasions and calendars."""

from . import rows
from .table import EVERYBODY, SIGNED_IN, TEAM, Page

PAGES: list[Page] = [
    Page("agenda:my-calendar", SIGNED_IN),
    Page("agenda:public-feed", EVERYBODY, look=False),
    Page(
        "agenda:public-occasion",
        EVERYBODY,
        lambda w: {"key": rows.one_announced(w, "public")},
        look=False,
    ),
    Page(
        "agenda:occasion", TEAM | {"resident"}, lambda w: {"key": rows.one_announced(w)}, look=False
    ),
    Page("agenda:feed", EVERYBODY, lambda w: {"token": rows.one_calendar(w)}, look=False),
    Page("agenda:change-calendar", SIGNED_IN, lambda w: {"what": "give"}, 405, look=False),
    Page("agenda:my-calendar-by-link", EVERYBODY, lambda w: {"token": rows.one_link(w)}),
    Page(
        "agenda:change-calendar-by-link",
        EVERYBODY,
        lambda w: {"token": rows.one_link(w), "what": "give"},
        405,
        look=False,
    ),
    Page(
        "agenda:occasion-by-link",
        EVERYBODY,
        lambda w: {"token": rows.one_link(w), "key": rows.one_announced(w)},
        look=False,
    ),
    Page("reception:day", TEAM),
    Page("reception:names", TEAM, look=False),
    Page("reception:evacuation", TEAM),
    Page("reception:kept", TEAM),
    Page("reception:merge", TEAM, look=False),
    Page("reception:number", TEAM, answers=405, look=False),
    Page("reception:back", TEAM, answers=405, look=False),
    Page("reception:find", TEAM, answers=405, look=False),
    Page("reception:arrive", TEAM, answers=405, look=False),
    Page("reception:leave", TEAM, answers=405, look=False),
    Page("reception:visit", TEAM, answers=405, look=False),
]
