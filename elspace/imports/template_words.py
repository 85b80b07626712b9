"""What the files to fill say beside their headers: a word on a column, one row as an example."""

from django.utils.translation import gettext as _

from elspace.core.moments import today
from elspace.hosting.enums import DeskKind, PlanKind
from elspace.hosting.queries.plans import plans_in_use
from elspace.hub.enums import FormatCode, Half
from elspace.hub.models import Discipline, Equipment, Format, Place, SpokenLanguage
from elspace.needs.enums import Level
from elspace.outbox.enums import Channel

from .columns import Column, Kind


def help_on(column: Column, kind: Kind) -> str:
    """What a column takes, beyond its header."""
    if kind is Kind.MEMBERS and column is Column.FIRST_NAME:
        return _("Needed. Somebody known here is found by name and phone, or mail.")
    if kind is Kind.DESKS and column is Column.DESK:
        return _("Short, as on the table: A1, B2.")
    return {
        Column.FIRST_NAME: _(
            "Needed; an alias will do. One row a need: repeat the name and the phone."
        ),
        Column.PHONE: _("8 digits, or + and the code of the country."),
        Column.SPEAKS: _("Several, separated by a semicolon."),
        Column.READS: _("The language of the messages: French, Arabic or English."),
        Column.WORDS: _("In any language, as it was said."),
        Column.DISCIPLINE: _(
            "Empty: to be sorted later. Experts: several, separated by a semicolon."
        ),
        Column.LEVEL: _("3: without it my project stops. 2: I move slowly. 1: it would be a plus."),
        Column.FORMATS: _("Empty: all of them. Several, separated by a semicolon."),
        Column.IMPOSSIBLE: _("For example: Mon morning; Thu"),
        Column.YES: _("For example: Tue morning; Thu afternoon"),
        Column.PLACE: _("Empty where the hub has one place."),
        Column.EQUIPMENT: _("From the hub’s list; several, separated by a semicolon."),
        Column.PARTS: _("Names of rooms, separated by a semicolon: booking it takes them all."),
        Column.PART_OF: _("Or the other way round: the name of the room it is a part of."),
        Column.PLAN: _("The name of one of the hub’s plans."),
        Column.FROM_ON: _("Day, month, year: 16/02/2027."),
        Column.UNTIL_ON: _("Empty: until they leave."),
        Column.PRICE: _("Empty: the plan’s. Else “solidarity 60”, “waived”, “programme”."),
        Column.PAYER: _("Empty: the person. Else a project or an organisation."),
        Column.DESK: _("The sign of a desk. Empty: no desk of their own."),
        Column.HALVES: _("Of a half desk. For example: Mon morning; Thu"),
    }.get(column, "")


def example_of(kind: Kind) -> dict[Column, str]:
    """One row that shows how; whoever reads the file leaves it out by its first word."""
    if kind in _OF_THINGS:
        return _OF_THINGS[kind]()
    spoken = {one.code: one.name for one in SpokenLanguage.objects.all()}
    formats = {one.code: one.name for one in Format.objects.all()}
    disciplines = [one.name for one in Discipline.objects.filter(is_active=True)[:2]] or [""]
    row = {
        Column.FIRST_NAME: _("Example: Amina"),
        Column.LAST_NAME: _("to be left out"),
        Column.FIRST_NAME_AR: "أمينة",
        Column.LAST_NAME_AR: "بن علي",
        Column.PHONE: "60 000 001",
        Column.MAIL: "amina@mail.example",
        Column.SPEAKS: "; ".join(spoken[code] for code in ("aeb", "fr") if code in spoken),
        Column.READS: "Français",
        Column.CHANNEL: str(Channel.WHATSAPP.label),
        Column.DISCIPLINE: disciplines[0],
        Column.FORMATS: formats.get(FormatCode.WORKSHOP, ""),
    }
    if kind is Kind.MEMBERS:
        return row | _of_a_member()
    if kind is Kind.RESIDENTS:
        return row | {
            Column.VENTURE: "Zitouna Verte",
            Column.WORDS: _("I do not know how to set my prices."),
            Column.LEVEL: str(Level.BLOCKING.label),
            Column.IMPOSSIBLE: f"{_('Monday')} {Half.MORNING.label}",
        }
    return row | {
        Column.DISCIPLINE: "; ".join(disciplines),
        Column.YES: f"{_('Tuesday')} {Half.MORNING.label}; {_('Thursday')} {Half.AFTERNOON.label}",
        Column.MAYBE: f"{_('Saturday')} {Half.MORNING.label}",
        Column.NO: f"{_('Monday')}",
        Column.TIMES: "2",
        Column.HOURS_MONTH: "6",
        Column.HOURS_TERM: "18",
        Column.PRO_BONO: _("yes"),
    }


def _of_a_room() -> dict[Column, str]:
    place = Place.objects.filter(is_active=True).first()
    things = [thing.name for thing in Equipment.objects.filter(is_active=True)[:2]]
    return {
        Column.ROOM: _("Example: Jasmine room"),
        Column.ROOM_AR: "قاعة الياسمين",
        Column.PLACE: place.name if place else "",
        Column.CAPACITY: "12",
        Column.EQUIPMENT: "; ".join(things),
        Column.PRICE_HOUR: "20,000",
        Column.QUIET: _("yes"),
        Column.SHARED: _("no"),
    }


def _of_a_desk() -> dict[Column, str]:
    place = Place.objects.filter(is_active=True).first()
    return {
        Column.DESK: _("Example: A1"),
        Column.PLACE: place.name if place else "",
        Column.ZONE: _("by the window"),
        Column.DESK_KIND: str(DeskKind.FIXED.label),
    }


def _of_a_member() -> dict[Column, str]:
    plan = plans_in_use().first()
    return {
        Column.PLAN: plan.name if plan else str(PlanKind.FLEXIBLE.label),
        Column.FROM_ON: f"{today():%d/%m/%Y}",
        Column.PRICE: _("solidarity 60"),
    }


_OF_THINGS = {Kind.ROOMS: _of_a_room, Kind.DESKS: _of_a_desk}
