"""The term's sessions, as they were meant: when, what, with whom, for whose needs, and what came of
them. `sessions.py` lets it happen."""

from typing import NamedTuple

from elspace.agenda.enums import Presence, Reply
from elspace.core.models import EnteredFrom

NAME, NAME_AR = "Yasmine", "ياسمين"
YES, OTHER_DATE = Reply.YES, Reply.OTHER_DATE
ABSENT, EXCUSED = Presence.ABSENT, Presence.EXCUSED
SELF, CALL = EnteredFrom.SELF, EnteredFrom.CALL
TODAY = "today"
# Announced this morning, wherever in the week today is.
LATELY = "lately"


class Planned(NamedTuple):
    """One session. `day` and `position` name its slot; a moment left out has not come."""

    code: str
    day: str
    position: int
    discipline: str
    format: str
    expert: str
    room: str
    language: str
    needs: str
    along: str = ""  # who comes without a need of theirs
    proposed: str = ""
    asked: bool = True
    confirmed: str = ""
    said_by: EnteredFrom = SELF
    refused: str = ""
    announced: str = ""
    replies: dict[str, Reply] = {}
    held: bool = False
    missing: dict[str, Presence] = {}
    walk_ins: tuple[str, ...] = ()
    lines: str = ""
    settled: dict[str, bool] = {}  # who said so since; the others have not answered
    reason: str = ""


SESSIONS = [
    Planned(
        "cash", "2 Tue", 2, "finance", "workshop", "E01", "Zitoun", "fr",
        "R01-finance-before R15-finance-before R28-finance-before R14-finance R25-finance",
        proposed="1 Thu 15:00", confirmed="1 Fri 09:20", announced="1 Fri 16:00",
        replies=dict.fromkeys(("R01", "R15", "R28", "R14", "R25"), YES),
        held=True, missing={"R25": ABSENT},
        lines="Chacun et chacune est reparti avec un cahier de caisse commencé. Reste difficile : "
              "séparer l'argent de la maison. Prochaine porte : un plan sur trois mois.",
        settled={"R01": True, "R15": True, "R28": True, "R14": False},
    ),
    Planned(
        "selling", "3 Wed", 2, "selling", "workshop", "E03", "Zitoun", "aeb",
        "R02-selling-before R18-selling-before R19-selling-before R26-selling R12-selling",
        proposed="2 Mon 10:00", confirmed="2 Tue 18:30", announced="2 Wed 09:00",
        replies=dict.fromkeys(("R02", "R18", "R19", "R26", "R12"), YES),
        held=True,
        lines="Nous avons joué de vraies visites de clients, chacun son tour. Prochaine porte : "
              "rappeler trois clients avant vendredi et noter leurs mots.",
        settled={"R02": True, "R18": True, "R19": True, "R12": False},
    ),
    Planned(
        "law", "4 Thu", 1, "law", "rota", "E06", "Nana", "fr", "R13-law", along="R14",
        proposed="2 Thu 11:00", confirmed="2 Fri 12:10", said_by=CALL, announced="3 Mon 09:00",
        replies={"R13": YES, "R14": YES},
    ),  # the expert called at 08:20: see sessions.CANNOT
    Planned(
        "production", "5 Tue", 1, "production", "workshop", "E07", "Zitoun", "aeb",
        "R24-production R04-production-before R23-production-before R12-production",
        proposed="3 Tue 14:00", confirmed="3 Wed 08:50", said_by=CALL, announced="4 Mon 09:15",
        replies=dict.fromkeys(("R24", "R04", "R23", "R12"), YES),
        held=True, missing={"R12": EXCUSED}, walk_ins=("Samia",),
        lines="Séchage à l'ombre, à plat, mesuré chaque jour : la règle tient sur une carte. "
              "Prochaine porte : une fiche de contrôle avant livraison.",
        settled={"R04": True, "R23": True},
    ),
    Planned(
        "plan", TODAY, 0, "finance", "workshop", "E01", "Zitoun", "fr",
        "R14-finance R15-finance R25-finance R22-finance", along="R16 R13",
        proposed="5 Mon 09:30", confirmed="5 Mon 19:10", announced="5 Wed 09:00",
        replies=dict.fromkeys(("R14", "R15", "R22", "R16"), YES),
    ),
    Planned(
        "funds", "6 Thu", 1, "funds", "rota", "E02", "Romman", "fr",
        "R06-funds R08-funds R11-funds",
        proposed="4 Fri 10:00", confirmed="5 Mon 08:40", announced="5 Fri 09:00",
        replies={"R06": YES, "R08": YES, "R11": OTHER_DATE}, held=True,
    ),
    Planned(
        "software", "7 Sat", 1, "software", "workshop", "E05", "Zitoun", "aeb",
        "R17-software R03-software R27-software R29-software",
        proposed="5 Tue 11:00", confirmed="5 Sat 12:30", announced=LATELY,
    ),
    Planned(
        "communication", "7 Mon", 2, "communication", "rota", "E09", "Romman", "fr",
        "R16-communication R21-communication",
        proposed="5 Thu 10:00", refused="5 Fri 14:10",
    ),
    Planned(
        "pitch", "8 Sat", 1, "pitch", "workshop", "E12", "Romman", "fr", "R25-pitch", along="R16",
        proposed="4 Tue 10:00", confirmed="4 Wed 11:30", announced="5 Tue 10:00",
        replies={"R25": YES, "R16": YES},
        reason="Un financeur de la maison l'a demandée ; aucun besoin important ne la cite. À "
               "revoir à mi-parcours.",
    ),
    Planned(
        "cost", "9 Thu", 0, "finance", "rota", "E02", "Romman", "fr", "R01-finance R28-finance",
        proposed="4 Fri 10:05", confirmed="5 Mon 08:41",
    ),
    Planned(
        "impact", "10 Wed", 1, "impact", "rota", "E08", "Romman", "fr", "R10-impact R19-impact",
        proposed="5 Fri 11:00",
    ),
    Planned(
        "solo", "11 Tue", 3, "wellbeing", "rota", "E11", "Romman", "aeb",
        "R12-wellbeing R17-wellbeing", proposed="5 Sat 10:00", asked=False,
    ),
]  # fmt: skip
