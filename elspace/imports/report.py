"""The preview of a file as plain values, for the command line: what it says, who may be one person,
what is wrong. Codes, never words of the page, so that a program can read it."""

from typing import Any

from elspace.core.folding import fold
from elspace.hub.enums import Half, Weekday

from .drafts import Draft, NeedSaid, Understood
from .faults import Fault
from .house_plans import DeskPlan, RoomPlan, StayPlan
from .matching import Merge, Someone
from .planning import ImportPlan, PersonPlan

HalfDays = list[dict[str, str]]


def report(understood: Understood, plan: ImportPlan) -> dict[str, Any]:
    """Everything `preview_import` prints (docs/import.md names each key)."""
    return {
        "kind": understood.kind,
        "people": [_person(one) for one in plan.people],
        "needs": [need for one in plan.people for need in _needs(one)],
        "experts": [_expert(one) for one in plan.people if one.expert],
        "rooms": [_room(one) for one in plan.house.rooms],
        "desks": [_desk(one) for one in plan.house.desks],
        "members": [_member(one) for one in plan.house.stays],
        "same_person": [
            *(_merged(merge) for merge in plan.merges),
            *(pair for someone in plan.matched.questions for pair in _asked(someone)),
        ],
        "faults": [_fault(fault) for fault in plan.faults],
        "notes": [_fault(fault) for fault in plan.notes],
        "unknown_headers": [
            {"sheet": one.sheet, "header": one.header, "values": one.values}
            for one in understood.unexplained
        ],
        "counts": plan.counts,
    }


def _person(one: PersonPlan) -> dict[str, Any]:
    who = one.someone
    arabic = f"{who.fact('first_name_ar')} {who.fact('last_name_ar')}".strip()
    return {
        "name": one.name,
        "first_name": who.fact("first_name"),
        "last_name": who.fact("last_name"),
        "name_ar": arabic,
        "phone": who.fact("phone"),
        "mail": who.fact("email"),
        "spoken": _spoken(one),
        "ventures": one.ventures,
        "known_here": one.known is not None,
        "rows": [_row(draft) for draft in who.drafts],
    }


def _row(draft: Draft) -> dict[str, Any]:
    return {"sheet": draft.sheet, "row": draft.row}


def _spoken(one: PersonPlan) -> list[str]:
    return list(dict.fromkeys(code for draft in one.someone.drafts for code in draft.speaks))


def _half_days(drafts: list[Draft]) -> HalfDays:
    said: dict[tuple[int, str], str] = {}
    for draft in drafts:
        for day, half, free in draft.half_days:
            said.setdefault((day, half), free)
    return [
        {"day": Weekday(day).name.lower(), "half": half, "free": free}
        for (day, half), free in said.items()
    ]


def _needs(one: PersonPlan) -> list[dict[str, Any]]:
    seen: dict[tuple[str, ...], tuple[Draft, NeedSaid]] = {}
    for draft in one.someone.drafts:
        for need in draft.needs:
            seen.setdefault((fold(need.words), *need.disciplines), (draft, need))
    return [
        {
            "person": one.name,
            "words": need.words,
            "disciplines": need.disciplines,
            "level": need.level,
            "level_said": need.is_level_said,
            "half_days": _half_days([draft]),
            "spoken": _spoken(one),
            **_row(draft),
        }
        for draft, need in seen.values()
    ]


def _expert(one: PersonPlan) -> dict[str, Any]:
    offer = one.expert
    if offer is None:
        raise ValueError(one)
    drafts = [draft for draft in one.someone.drafts if draft.expert]
    disciplines = [code for draft in drafts if draft.expert for code in draft.expert.disciplines]
    return {
        "name": one.name,
        "disciplines": list(dict.fromkeys(disciplines)),
        "half_days": _half_days(drafts),
        "spoken": _spoken(one),
        "hours": offer.hours_month,
        "hours_a_term": offer.hours_term,
        "times_a_month": offer.times,
        "pro_bono": offer.pro_bono,
        **_row(drafts[0]),
    }


def _room(one: RoomPlan) -> dict[str, Any]:
    said = one.said
    return {
        "name": said.name,
        "name_ar": said.name_ar,
        "place": one.place.name,
        "capacity": said.capacity,
        "equipment": [thing.name for thing in one.equipment],
        "quiet": said.is_quiet,
        "shared": said.is_shared,
        "made_of": one.part_names,
        "price_hour": said.price_hour,
        "price_half_day": said.price_half_day,
        "price_day": said.price_day,
        "known_here": one.known is not None,
        "sheet": said.sheet,
        "row": said.row,
    }


def _desk(one: DeskPlan) -> dict[str, Any]:
    said = one.said
    return {
        "name": said.name,
        "place": one.place.name,
        "kind": said.kind,
        "known_here": one.known is not None,
        "sheet": said.sheet,
        "row": said.row,
    }


def _member(one: StayPlan) -> dict[str, Any]:
    return {
        "person": one.draft.name,
        "plan": one.plan.name,
        "from": one.from_on.isoformat(),
        "until": one.until_on.isoformat() if one.until_on else None,
        "price_kind": one.price_kind.value,
        "price": None if one.price is None else str(one.price),
        "payer": one.payer.name if one.payer else None,
        "desk": one.desk_name or None,
        "half_days_here": _weekdays(one.halves_here),
        "half_days_given": [] if one.is_desk_here else _weekdays(one.halves),
        "known_here": one.is_here,
        **_row(one.draft),
    }


def _weekdays(halves: list[tuple[int, Half]]) -> HalfDays:
    return [{"day": Weekday(day).name.lower(), "half": str(half)} for day, half in halves]


def _side(draft: Draft) -> dict[str, Any]:
    return {"name": draft.name, **_row(draft), "known_here": False}


def _merged(merge: Merge) -> dict[str, Any]:
    if merge.known:
        other: dict[str, Any] = {"name": merge.known.name, "known_here": True}
    else:
        other = _side(merge.other or merge.draft)
    return {"pair": [other, _side(merge.draft)], "why": list(merge.reasons), "merged": True}


def _asked(someone: Someone) -> list[dict[str, Any]]:
    pairs = []
    for choice in someone.choices:
        if choice.known:
            other: dict[str, Any] = {"name": choice.name, "known_here": True}
        else:
            other = _side(choice.draft or someone.first)
        why = list(choice.reasons)
        pairs.append({"pair": [other, _side(someone.first)], "why": why, "merged": False})
    return pairs


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "sheet": fault.sheet,
        "row": fault.row or None,
        "column": fault.column or None,
        "header": fault.header or None,
        "code": fault.code,
        "sentence": fault.sentence.translate({0x2068: None, 0x2069: None}),
    }
