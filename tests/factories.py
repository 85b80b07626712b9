"""Real rows for tests: small functions with plain defaults, each returning what it made."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.utils import timezone

from elspace.agenda.enums import OccasionState
from elspace.agenda.models import Invitation, Occasion
from elspace.core import registries
from elspace.core.moments import local
from elspace.hosting.enums import PayerKind, PlanKind, PriceKind
from elspace.hosting.models import (
    Desk,
    MembershipPlan,
    Payer,
    PlanPrice,
    Room,
    Subscription,
    SubscriptionTerms,
)
from elspace.hub.enums import FormatCode, Half, Season
from elspace.hub.models import Discipline, Format, Hub, Place, SpokenLanguage
from elspace.needs.actions import prepare_workshop, print_slips, say_at_workshop
from elspace.needs.enums import Level, State
from elspace.needs.models import Need, Slip, Workshop
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.people.enums import TEAM, Free, Role
from elspace.people.models import HalfDay, Person, RoleGrant
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Session, Term
from elspace.ventures.models import Membership, Venture

_numbers = count(1)
TERM_STARTS = date(2027, 1, 11)


def hub(**fields: Any) -> Hub:
    """The hub (row 1) and a place."""
    values = {
        "name": "El Space",
        "languages": ["fr", "ar", "en"],
        "promise_fr": "On avance ensemble",
        "modules": sorted(registries.modules),
    }
    made, _ = Hub.objects.update_or_create(pk=1, defaults=values | fields)
    place()
    return made


def place() -> Place:
    """The first place, made when there is none."""
    return Place.objects.first() or Place.objects.create(
        name_fr="La maison", name_ar="الدار", name_en="The house"
    )


def language(code: str) -> SpokenLanguage:
    """A spoken language by code: aeb (tounsi), ar, fr, en, sign."""
    return SpokenLanguage.objects.get(code=code)


def person(
    first_name: str = "",
    last_name: str = "",
    *,
    roles: Sequence[Role] = (),
    speaks: Iterable[str] = ("fr", "aeb"),
    second_factor: bool = True,
    **fields: Any,
) -> Person:
    """Someone with roles from a year ago on; no mail, no phone unless given."""
    first_name = first_name or f"Personne {next(_numbers)}"
    made = Person.objects.create_user(first_name=first_name, last_name=last_name, **fields)
    made.speaks.set([language(code) for code in speaks])
    for role in roles:
        RoleGrant.objects.create(person=made, role=role, from_on=date(2026, 1, 1))
    if second_factor and not set(roles).isdisjoint(TEAM):
        # The team cannot work without one; `second_factor=False` makes someone who has yet to.
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": ""})
    return made


def resident(first_name: str = "", **fields: Any) -> Person:
    """A resident."""
    return person(first_name, roles=[Role.RESIDENT], **fields)


def discipline(code: str = "finance") -> Discipline:
    """A discipline by code, made when unknown."""
    name = code.replace("-", " ").capitalize()
    made, _ = Discipline.objects.get_or_create(
        code=code, defaults={"name_fr": name, "name_ar": f"مجال {name}", "name_en": name}
    )
    return made


def format(code: FormatCode | str = FormatCode.WORKSHOP) -> Format:
    """One of the five formats."""
    return Format.objects.get(code=code)


def venture(name: str = "", *members: Person, **fields: Any) -> Venture:
    """A venture and its people."""
    made = Venture.objects.create(name=name or f"Projet {next(_numbers)}", **fields)
    for member in members:
        Membership.objects.create(venture=made, person=member, from_on=date(2026, 1, 1))
    return made


def workshop(**fields: Any) -> Workshop:
    """A needs workshop that is open now, for twenty."""
    now = timezone.now()
    values = {
        "title": "Besoins du printemps",
        "where": "Zitoun",
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(hours=2),
        "expected": 20,
        "by": None,
    }
    return prepare_workshop(**(values | fields))


def slips(of: Workshop, count: int = 20) -> list[Slip]:
    """Printed slips of a workshop."""
    return print_slips(workshop=of, count=count, lot=uuid4(), by=None)


def said_at(where: Workshop, words: str, name: str = "Amal", **fields: Any) -> Need:
    """A need said on a phone at a workshop."""
    values = {"key": uuid4(), "level": Level.IMPORTANT, "language": "fr"}
    return say_at_workshop(workshop=where, words=words, name=name, **(values | fields))


def need(
    who: Person | None = None,
    *,
    code: str | None = "finance",
    level: Level = Level.IMPORTANT,
    state: State = State.CONFIRMED,
    words: str = "",
    **fields: Any,
) -> Need:
    """A need; confirmed and in finance unless said otherwise (`code=None`: to classify)."""
    return Need.objects.create(
        person=who or resident(),
        words=words or f"Besoin numéro {next(_numbers)}",
        discipline=discipline(code) if code else None,
        level=level,
        state=state,
        **fields,
    )


def room(name: str = "", capacity: int = 16, **fields: Any) -> Room:
    """A room of the first place."""
    name = name or f"Salle {next(_numbers)}"
    return Room.objects.create(
        place=place(),
        name_fr=name,
        name_ar=f"قاعة {name}",
        name_en=name,
        capacity=capacity,
        **fields,
    )


def half_days(
    who: Person, *slots: tuple[int, Half], free: Free = Free.YES, season: Season = Season.USUAL
) -> None:
    """Answers of a person: `half_days(expert, (1, Half.MORNING))`."""
    for weekday, half in slots:
        HalfDay.objects.create(person=who, season=season, weekday=weekday, half=half, free=free)


def expert(
    first_name: str = "",
    *codes: str,
    formats: Iterable[FormatCode] = (),
    speaks: Iterable[str] = ("fr", "aeb"),
    every_half_day: bool = True,
    **fields: Any,
) -> Expert:
    """An expert in these disciplines (finance by default), free all week in both seasons."""
    who = person(first_name, roles=[Role.EXPERT], speaks=speaks)
    made = Expert.objects.create(person=who, **fields)
    made.disciplines.set([discipline(code) for code in codes or ("finance",)])
    made.formats.set([format(code) for code in formats])
    if every_half_day:
        for season in (Season.USUAL, Season.RAMADAN):
            half_days(who, *[(day, half) for day in range(6) for half in Half], season=season)
    return made


def term(**fields: Any) -> Term:
    """The term “Yasmine”: twelve weeks from 11 January 2027."""
    return Term.objects.create(
        **({"name": "Yasmine", "name_ar": "ياسمين", "starts_on": TERM_STARTS, "weeks": 12} | fields)
    )


def session(
    *,
    of: Term | None = None,
    on: date = date(2027, 2, 25),
    at: time = time(10, 30),
    needs: Sequence[Need] = (),
    by: Expert | None = None,
    where: Room | None = None,
    state: SessionState = SessionState.PROPOSED,
    code: str = "finance",
    **fields: Any,
) -> Session:
    """A session of 90 minutes with the people of `needs` invited, in any state, room not booked."""
    start_at: datetime = local(on, at)
    held = {
        SessionState.PROPOSED: OccasionState.DRAFT,
        SessionState.ASKED: OccasionState.RESERVED,
        SessionState.CONFIRMED: OccasionState.PLANNED,
        SessionState.ANNOUNCED: OccasionState.ANNOUNCED,
        SessionState.HELD: OccasionState.HELD,
    }
    occasion = Occasion.objects.create(
        start_at=start_at,
        end_at=start_at + timedelta(minutes=90),
        state=held.get(state, OccasionState.CANCELLED),
    )
    for one in needs:
        Invitation.objects.create(occasion=occasion, person=one.person, need=one)
    return Session.objects.create(
        term=of or Term.objects.first() or term(),
        occasion=occasion,
        discipline=discipline(code),
        format=fields.pop("format", None) or format(),
        expert=by,
        room=where,
        language=fields.pop("language", None) or language("fr"),
        state=state,
        **fields,
    )


def letters_leave() -> None:
    """Every message that waited has been sent."""
    Message.objects.filter(state=MessageState.QUEUED).update(
        state=MessageState.SENT, sent_at=timezone.now()
    )


def desk(name: str = "A1", **fields: Any) -> Desk:
    """A desk in the first place."""
    values = {"place": place(), "capacity": 1, "name_fr": name, "name_ar": name, "name_en": name}
    return Desk.objects.create(**values | fields)


def payer(name: str = "", **fields: Any) -> Payer:
    """Somebody who pays: an organisation unless said otherwise."""
    values = {"kind": PayerKind.ORGANISATION, "name": name or f"Association {next(_numbers)}"}
    return Payer.objects.create(**(values | fields))


def plan(
    price: str = "120.000", kind: PlanKind = PlanKind.FLEXIBLE, **fields: Any
) -> MembershipPlan:
    """A monthly plan with its price of always."""
    values = {"name_fr": "Bureau flexible", "name_ar": "مكتب مرن", "name_en": "Flexible desk"}
    made = MembershipPlan.objects.create(kind=kind, **(values | fields))
    PlanPrice.objects.create(plan=made, from_on=date(2026, 1, 1), price=Decimal(price))
    return made


def subscription(
    who: Person | None = None,
    of: MembershipPlan | None = None,
    *,
    pays: Payer | None = None,
    from_on: date = date(2027, 1, 1),
    kind: PriceKind = PriceKind.FULL,
    price: Decimal | None = None,
    **fields: Any,
) -> Subscription:
    """A person under a plan, paying for themselves unless said otherwise."""
    who = who or resident()
    made = Subscription.objects.create(person=who, plan=of or plan(), from_on=from_on, **fields)
    pays = pays or Payer.objects.filter(person=who).first()
    pays = pays or payer(who.name, kind=PayerKind.PERSON, person=who)
    SubscriptionTerms.objects.create(
        subscription=made, from_on=from_on, payer=pays, kind=kind, price=price
    )
    return made
