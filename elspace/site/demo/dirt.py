"""What no plan foresees: needs answered otherwise, consents given, refused and never asked, a
resident who leaves, a feast announced a day later than the tables said."""

from datetime import timedelta

from elspace.core.models import EnteredFrom
from elspace.hub.enums import Certainty
from elspace.hub.models import Holiday
from elspace.needs.actions import answer_otherwise
from elspace.needs.enums import AnswerKind
from elspace.people.actions import end_role
from elspace.people.enums import Role
from elspace.people.models import RoleGrant
from elspace.trust.actions import state_consent
from elspace.trust.models import Purpose
from elspace.ventures.actions import leave_venture

from .cast import Cast
from .days import WEEKS, Days
from .people import RESIDENTS

FUNDER = "Programme Rives"
REFUSED = {"R04", "R22", "R31", "R32"}
NOT_ASKED = {"R29", "R30"}
AGREED_TO_REFERENT = {"R17"}
LEAVES = {"R25": "7 Sat"}

OTHERWISE = [
    ("R09-team", "4 Tue 11:00", AnswerKind.PERSON, "R31",
     "Sofiène a écrit avec son équipe une règle pour décider à plusieurs. Il vous la montre "
     "autour d'un café, mercredi ou vendredi midi."),
    ("R18-selling", "", AnswerKind.DOCUMENT, "",
     "Un modèle de devis par paliers, avec le calcul expliqué : il vous attend imprimé à "
     "l'accueil, à votre nom."),
]  # fmt: skip
ANSWERED_AGO = 85  # minutes, where no moment is given
MOVED = "5 Sat 11:00"  # the feast was put right on this day


def expect_feast_earlier(days: Days) -> list[Holiday]:
    """Until last week the moon feasts to come stood a day earlier, as the printed tables had them:
    so a session was placed on a day that now turns out to be a holiday."""
    feasts = list(
        Holiday.objects.filter(
            is_lunar=True,
            certainty=Certainty.PROVISIONAL,
            on__gt=days.today + timedelta(days=1),
            on__lte=days.starts_on + timedelta(weeks=WEEKS),
        ).order_by("on")
    )
    for holiday in feasts:
        holiday.on -= timedelta(days=1)
        holiday.save(update_fields=["on"])
    return feasts


def tell_dirt(cast: Cast, feasts: list[Holiday]) -> None:
    """Everything else, at its moment."""
    story, days = cast.story, cast.days
    story.at(days.at("1 Wed 12:00"), _consents, cast)
    for need, when, kind, person, text in OTHERWISE:
        moment = days.at(when) if when else days.lately(ANSWERED_AGO)
        story.at(moment, _answered, cast, need, kind, person, text)
    story.at(days.at("5 Mon 12:00"), _leaves, cast)
    story.at(days.at(MOVED), _feast_announced, feasts)


def _feast_announced(feasts: list[Holiday]) -> None:
    for holiday in reversed(feasts):
        holiday.on += timedelta(days=1)
        holiday.save(update_fields=["on"])


def _consents(cast: Cast) -> None:
    """On the paper signed at arrival; the funder's name stands in the sentence."""
    for line in RESIDENTS:
        if line.code not in NOT_ASKED:
            _stated(cast, line.code, Purpose.NAME_TO_FUNDER, line.code not in REFUSED, FUNDER)
        if line.code not in REFUSED:
            _stated(cast, line.code, Purpose.WORDS_TO_EXPERT, True)
        if line.code in AGREED_TO_REFERENT:
            _stated(cast, line.code, Purpose.ALONE_TO_REFERENT, True)


def _stated(cast: Cast, code: str, purpose: Purpose, given: bool, recipient: str = "") -> None:
    state_consent(
        person=cast.people[code],
        purpose=purpose,
        recipient=recipient,
        given=given,
        entered_by=cast.reception,
        entered_from=EnteredFrom.PAPER,
    )


def _answered(cast: Cast, need: str, kind: AnswerKind, person: str, text: str) -> None:
    answer_otherwise(
        need=cast.need(need),
        kind=kind,
        text=text,
        person=cast.people[person] if person else None,
        by=cast.community,
    )


def _leaves(cast: Cast) -> None:
    """Known ahead: the role and the place in the venture end on a day to come."""
    for code, day in LEAVES.items():
        person, last = cast.people[code], cast.days.day(day)
        grant = RoleGrant.objects.get(person=person, role=Role.RESIDENT)
        end_role(grant=grant, by=cast.director, last_on=last)
        for venture in person.ventures.all():
            leave_venture(venture=venture, person=person, by=cast.community, on=last)
