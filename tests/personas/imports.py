"""Addresses: spreadsheets in, everything out."""

from .table import IMPORTERS, TAKERS, TEAM, Page

PAGES: list[Page] = [
    Page("imports:start", IMPORTERS),
    Page("imports:everything", TAKERS),
    Page("imports:programme", TEAM, lambda w: {"key": w["term"].key}, look=False),
    Page("imports:template", IMPORTERS, lambda w: {"language": "ar", "form": "xlsx"}, look=False),
    # A preview belongs to one person; the rest of the team is told that it is no longer kept.
    Page("imports:preview", IMPORTERS, lambda w: {"key": w["term"].key}, 302, look=False),
    Page("imports:rows", IMPORTERS, lambda w: {"key": w["term"].key}, 302, look=False),
    Page("imports:confirm", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:cancel", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:done", IMPORTERS, lambda w: {"key": w["term"].key}, 302, look=False),
    Page("imports:explain", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:choose", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:undo", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
]
