"""The personas of the hub and the table of addresses × who may open them, a list an app.

Every address of the platform stands in `PAGES`; `tests/architecture/test_personas.py` opens each as
each persona and fails when an address is missing here.
"""

from . import billing, hosting, hub, imports, insights, needs, people, reception, site, support
from .table import (
    BOOKS,
    DIRECTOR,
    EVERYBODY,
    HOLDERS,
    IMPORTERS,
    OWN_WEEK,
    PERSON,
    PERSONAS,
    PROGRAMME,
    SIGNED_IN,
    TAKERS,
    TEAM,
    TILL,
    Page,
)
from .world import persona, world

PAGES: list[Page] = [
    *billing.PAGES,
    *hosting.PAGES,
    *hub.PAGES,
    *imports.PAGES,
    *insights.PAGES,
    *needs.PAGES,
    *people.PAGES,
    *reception.PAGES,
    *site.PAGES,
    *support.PAGES,
]

__all__ = [
    "BOOKS",
    "DIRECTOR",
    "EVERYBODY",
    "HOLDERS",
    "IMPORTERS",
    "OWN_WEEK",
    "PAGES",
    "PERSON",
    "PERSONAS",
    "PROGRAMME",
    "SIGNED_IN",
    "TAKERS",
    "TEAM",
    "TILL",
    "Page",
    "persona",
    "world",
]
