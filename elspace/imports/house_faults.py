"""What is wrong with rooms, desks and members of a file, and how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOUSE_FAULTS: dict[str, str | Promise] = {
    # About a whole sheet: nothing can be brought in before it is mended.
    "rooms_not_yours": _(
        "Rooms and desks are brought in by those who may change them: the programme or the "
        "direction."
    ),
    "members_not_yours": _(
        "Who is hosted under which plan is brought in by the programme or the direction."
    ),
    "terms_not_yours": _(
        "Prices and who pays are brought in by those who see them: take these columns out."
    ),
    "plans_off": _(
        "Members and plans are switched off in this hub: this sheet cannot come in. The direction "
        "switches them on."
    ),
    "desks_off": _(
        "Desks are switched off in this hub: this sheet cannot come in. The direction switches "
        "them on."
    ),
    "no_capacity_column": _(
        "No column for how many people a room holds. Its header may be “Capacity”, “Capacité” or "
        "«السعة»; the template has them all."
    ),
    "no_plan_column": _(
        "No column for the plan. Its header may be “Plan”, “Formule” or «صيغة الاشتراك»; the "
        "template has them all."
    ),
    "no_plans": _(
        "No membership plan is here yet: add them under Members and plans first, then open this "
        "page again."
    ),
    # About one row.
    "thing_name": _("No name on this row: write one."),
    "thing_twice": _("“%(value)s” stands on row %(line)s already: keep one of the two."),
    "capacity": _("How many people? Write a whole number from 1 to %(most)s."),
    "place": _("“%(value)s” is not one of the places: %(known)s."),
    "place_missing": _("Which place? Write one of these: %(known)s."),
    "equipment": _(
        "“%(value)s” is not in the list of equipment: %(known)s. Write one of them, or add it to "
        "the list first."
    ),
    "part": _("No room is called “%(value)s”, neither here nor in this file."),
    "part_loop": _("A room cannot be a part of itself."),
    "part_of_known": _(
        "“%(value)s” is here already: what it is made of is changed on its own page. Leave the "
        "cell empty."
    ),
    "shared_parts": _("A room made of others is taken as a whole: its parts can be shared."),
    "money": _("“%(value)s” is not an amount in dinars: write for example 120 or 120,500."),
    "day": _("“%(value)s” is not a day: write it like 16/02/2027."),
    "day_order": _("The last day comes before the first."),
    "programme_payer": _("Paid by a programme: which one? Name it as who pays."),
    "from_missing": _("From which day? Write it like 16/02/2027."),
    "plan": _(
        "“%(value)s” is not one of the plans: %(known)s. Write one of them, or add the plan first."
    ),
    "plan_missing": _("Which plan? Write one of these: %(known)s."),
    "hosted": _(
        "%(person)s is hosted under “%(value)s” then: end that first, or take the row out."
    ),
    "hosted_twice": _("Row %(line)s hosts the same person on these days: keep one of the two."),
    "price_other": _(
        "“%(value)s” is not the price of this plan (%(price)s). Write “solidarity %(value)s” if it "
        "is theirs, or leave the cell empty: then the plan’s price holds."
    ),
    "solidarity": _("A solidarity price: how much? Write for example “solidarity 60”."),
    "desk": _(
        "No desk is called “%(value)s”. Those here: %(known)s. Write one of them, add it first, or "
        "leave the cell empty."
    ),
    "desk_where": _(
        "“%(value)s” is a desk of several places: write the place beside it, %(known)s."
    ),
    "no_desk": _(
        "No desk is called “%(value)s”: none is here yet. Add the desks first, or leave the cell "
        "empty."
    ),
    "desk_taken": _(
        "%(value)s is %(person)s's on these days: write another desk, or leave the cell empty."
    ),
    "desk_twice": _("%(value)s is given on row %(line)s for the same days: keep one of the two."),
    "desk_halves": _(
        "On which half-days? Add a column “Half-days”, for example “Mon morning; Thu”, or leave "
        "the desk empty."
    ),
    "desk_by_day": _(
        "This plan is by the day: its desks are taken day by day. Leave the cell empty."
    ),
}
HOUSE_NOTES: dict[str, str | Promise] = {
    "place_note": _("“%(value)s” is not a place of the hub: it stands as a note on the room."),
    "prices_off": _("Prices of rooms were left out: this hub uses neither plans nor invoices."),
    "desk_column_off": _("The column of desks was left out: desks are switched off in this hub."),
}
# Nothing comes in while one of these stands.
HOUSE_STOPS = frozenset(
    {
        "rooms_not_yours", "members_not_yours", "terms_not_yours", "plans_off", "desks_off",
        "no_capacity_column", "no_plan_column", "no_plans",
    }
)  # fmt: skip
