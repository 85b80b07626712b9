"""What is taken a picture of: one line a picture, by the guide it stands in.

A new screen is a new line here, `make pictures`, and the picture's place in a guide. Rows of the
demonstration are named by the codes of its tables (elspace/site/demo/).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from elspace.site.demo.keys import key_of

Rows = Callable[[], dict[str, Any]]
FOLDER = "docs/guides/pictures"
HELD_NOW = ("workshop", "now")
# Whose eyes: the code of the demonstration's person who is signed in.
ROLES = {
    "direction": "director",
    "programme": "programme",
    "communaute": "community",
    "accueil": "reception",
    "resident": "",  # by a personal link, without an account
    "expert": "",
    "public": "",
}


class Screen(NamedTuple):
    """One picture: whose guide, its name, the address, its arguments, and how it is looked at."""

    role: str
    name: str
    address: str
    rows: Rows = dict
    language: str = "fr"
    phone: bool = False
    tall: int = 0  # pixels, where the first 800 do not show enough
    dark: bool = False
    query: str = ""  # as "q=Mohamed"
    at: str = ""  # scroll to this part of the page
    press: str = ""  # press this first: what folds open, not what writes

    @property
    def path(self) -> str:
        """The file, from the folder of the pictures."""
        return f"{self.role}/{self.name}.{self.language}.webp"


def row(*words: str) -> Rows:
    """The row of these words of the demonstration's tables."""
    return lambda: {"key": key_of(*words)}


def link(code: str, **more: Any) -> Rows:
    """The personal link of somebody."""

    def rows() -> dict[str, Any]:
        from elspace.people.models import Person
        from elspace.people.queries import link_of

        given = link_of(Person.objects.get(key=key_of(code)))
        return {"token": given.token if given else "", **more}

    return rows


def workshop_code() -> dict[str, Any]:
    """The four letters of the workshop that is held now (hub.py)."""
    from elspace.needs.models import Workshop

    return {"code": Workshop.objects.get(key=key_of(*HELD_NOW)).code}


TERM, PLAN, LAW = row("term"), row("session", "plan"), row("session", "law", "again")
NAIMA, WORKSHOP = row("R17"), row(*HELD_NOW)

SCREENS = [
    Screen("direction", "aujourdhui", "site:today"),
    Screen("direction", "plus", "site:more"),
    Screen("direction", "roles", "people:roles", row("reception")),
    Screen("direction", "demandes", "site:requests"),
    Screen("direction", "qui-a-fait-quoi", "trust:audit"),
    Screen("direction", "trimestre", "insights:term", TERM),
    Screen("direction", "visite", "insights:visit"),
    Screen("direction", "passation", "site:handover"),
    Screen("direction", "appareils", "people:hub-devices"),
    Screen("direction", "hebergement", "hosting:members"),
    Screen("direction", "factures", "billing:invoices"),
    Screen("programme", "besoins", "site:needs"),
    Screen("programme", "besoins-la-nuit", "site:needs", dark=True),
    Screen("programme", "proposer", "support:programme-propose"),
    Screen("programme", "programme", "support:programme", tall=1080),
    Screen("programme", "programme", "support:programme", language="ar", tall=1080),
    Screen("programme", "comment-on-le-sait", "support:how-we-know"),
    Screen("programme", "demander", "support:programme-ask"),
    Screen("programme", "annoncer", "support:programme-announce"),
    Screen("programme", "seance", "support:session", PLAN),
    Screen("programme", "pourquoi", "support:session-why", PLAN),
    Screen("programme", "a-la-main", "support:session-new"),
    Screen("programme", "horaires", "hub:calendar"),
    Screen("programme", "ramadan", "site:ramadan"),
    Screen("programme", "remercier", "support:thanks", TERM),
    Screen("communaute", "aujourdhui", "site:today", language="ar"),
    Screen("communaute", "classer", "needs:classify"),
    Screen("communaute", "besoin", "needs:need", row("need", "R05-production")),
    Screen("communaute", "repondre", "needs:answer", row("need", "R05-production")),
    Screen("communaute", "solutions", "support:session-cannot", LAW),
    Screen("communaute", "saisie-rapide", "needs:quick"),
    Screen("communaute", "personnes", "site:people"),
    Screen("communaute", "personnes", "site:people", language="ar"),
    Screen("communaute", "personne", "site:person", NAIMA),
    Screen("communaute", "atelier", "needs:workshop-page", WORKSHOP),
    Screen("communaute", "saisir-les-fiches", "needs:workshop-type", WORKSHOP),
    Screen("communaute", "experts", "support:experts"),
    Screen("communaute", "demi-journees", "support:half-days-set", row("expert", "E14")),
    Screen("accueil", "aujourdhui", "site:today", phone=True),
    Screen("accueil", "aujourdhui", "site:today", language="ar", phone=True),
    Screen("accueil", "messages", "outbox:to-send"),
    Screen("accueil", "appel", "support:roll-call", PLAN, phone=True),
    Screen("accueil", "saisir-la-feuille", "support:sheet-type", PLAN),
    Screen("accueil", "ajouter-un-besoin", "needs:add", phone=True),
    Screen("accueil", "chercher", "site:search", query="q=naima"),
    Screen("accueil", "reception", "reception:day"),
    Screen("accueil", "postes", "hosting:desks"),
    Screen("accueil", "caisse", "billing:till"),
    Screen("accueil", "salles", "hosting:rooms"),
    Screen("accueil", "semaine-des-salles", "hosting:rooms-week"),
    Screen("accueil", "reserver", "hosting:room-book"),
    Screen("accueil", "lien", "people:link", NAIMA),
    Screen("accueil", "feuille-de-secours", "site:day-pack", phone=True),
    Screen("resident", "ma-semaine", "site:my-page", link("R28"), phone=True),
    Screen("resident", "ma-semaine", "site:my-page", link("R17"), "ar", phone=True),
    Screen("resident", "demander", "needs:state-by-link", link("R28"), phone=True),
    Screen("resident", "demander", "needs:state-by-link", link("R17"), "ar", phone=True),
    Screen("resident", "mes-besoins", "needs:mine-by-link", link("R28"), phone=True),
    Screen("resident", "mes-besoins", "needs:mine-by-link", link("R17"), "ar", phone=True),
    Screen("resident", "reserver", "site:my-rooms-by-link", link("R28"), phone=True),
    Screen("resident", "reserver", "site:my-rooms-by-link", link("R17"), "ar", phone=True),
    Screen("resident", "mon-poste", "site:my-desk-by-link", link("R28"), phone=True),
    Screen("resident", "mon-poste", "site:my-desk-by-link", link("R17"), "ar", phone=True),
    Screen("resident", "qui-voit-quoi", "site:who-sees-by-link", link("R28"), phone=True),
    Screen("resident", "qui-voit-quoi", "site:who-sees-by-link", link("R17"), "ar", phone=True),
    Screen("expert", "ma-semaine", "site:my-page", link("E08"), phone=True),
    Screen("expert", "demi-journees", "support:half-days-by-link", link("E08"), phone=True),
    Screen("expert", "calendrier", "agenda:my-calendar-by-link", link("E08"), phone=True),
    Screen("public", "accueil", "public:home"),
    Screen("public", "accueil", "public:home", language="ar"),
    Screen("public", "dire-un-besoin", "public-needs:state", phone=True),
    Screen("public", "dire-un-besoin", "public-needs:state", language="ar", phone=True),
    Screen("public", "atelier", "public-needs:workshop", workshop_code, "ar", phone=True),
    Screen("public", "retrouver", "public-needs:receipt", phone=True),
    Screen("public", "se-connecter", "account_login"),
]
