"""Addresses: figures, given pages, visits."""

from . import rows
from .table import EVERYBODY, IMPORTERS, PROGRAMME, Page

PAGES: list[Page] = [
    Page("insights:latest", IMPORTERS, answers=302, look=False),
    Page("insights:visit", IMPORTERS),
    Page("insights:visit-begin", IMPORTERS, answers=405, look=False),
    Page("insights:visit-end", EVERYBODY, answers=405, look=False),
    Page("insights:term", IMPORTERS, lambda w: {"key": w["term"].key}),
    Page("insights:draft", IMPORTERS, lambda w: {"key": w["term"].key}),
    Page("insights:sentences", PROGRAMME, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("insights:give", PROGRAMME, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("insights:withdraw", PROGRAMME, lambda w: {"key": rows.one_given(w)}),
    Page("insights:given", EVERYBODY, lambda w: {"key": rows.one_given(w)}),
    Page(
        "insights:given-pdf",
        EVERYBODY,
        lambda w: {"key": rows.one_given(w), "language": "fr"},
        look=False,
    ),
]
