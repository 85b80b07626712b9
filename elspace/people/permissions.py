"""What each role may do, in one table, and the backend that answers `user.has_perm`."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .enums import Role

_TEAM = frozenset(
    {
        "site.view_today",
        "people.view_person",
        "people.add_person",
        "people.change_person",
        "people.show_personal_link",
        "needs.view_need",
        "needs.add_need",
        "needs.change_need",
        "needs.classify_need",
        "hosting.view_room",
        "hosting.book_room",
        "hosting.view_desk",
        "hosting.place_desk",  # who sits where: give, release, swap
        "hosting.view_subscription",
        "hosting.sell_pass",  # a day or a book of days, at the price of the list
        "reception.view_day",
        "reception.check_in",
        "billing.view_due",
        "billing.receive_payment",
        "agenda.mark_attendance",
        "agenda.view_day",
        "support.view_programme",
        "support.view_expert",
        "support.answer_for_others",
        "outbox.view_message",
        "outbox.send_own_message",
        "outbox.send_message",
        "hub.view_hub",
    }
)
_PROGRAMME = frozenset(
    {
        "needs.read_confidential_need",
        "needs.answer_otherwise",
        "support.change_expert",
        "support.change_term",
        "support.propose_programme",
        "support.change_session",
        "support.announce_session",
        "hosting.change_room",
        "hosting.change_plan",
        "hosting.change_subscription",
        "hosting.view_terms",  # who pays what, and why less
        "billing.view_invoice",
        "billing.issue_invoice",
        "billing.close_month",
        "billing.waive_due",  # ask somebody for nothing, with a reason that stays in the house
        "imports.import_file",
        "imports.take_everything",
        "insights.give_page",
        "hub.change_calendar",
        "people.invite_account",
    }
)
_COMMUNITY = frozenset(
    {
        "needs.answer_otherwise",
        "needs.hold_workshop",
        "people.name_alias",  # join a page under an alias to the person's own, when they say so
        "support.change_session",
        "support.change_expert",
        "imports.import_file",
        "insights.view_page",
        "insights.start_visit",
    }
)
_DIRECTOR = frozenset(
    {
        "hub.change_hub",
        "people.grant_role",
        "people.merge_people",
        "trust.view_audit",
        "trust.answer_request",  # hand over a copy of someone's data, erase it
    }
)

_HOSTED = frozenset({"site.view_my_week", "hosting.book_own_room", "hosting.use_own_desk"})
_ACCOUNTANT = frozenset(
    {
        "outbox.send_own_message",  # the reminders and invoices they wrote, and no other message
        "billing.view_due",
        "billing.view_invoice",
        "billing.issue_invoice",
        "billing.receive_payment",
        "billing.close_month",
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.RESIDENT: _HOSTED,
    Role.MEMBER: _HOSTED,
    Role.EXPERT: frozenset({"site.view_my_week"}),
    Role.ACCOUNTANT: _ACCOUNTANT,
    Role.FUNDER: frozenset(),
    Role.RECEPTION: _TEAM,
    Role.COMMUNITY: _TEAM | _COMMUNITY,
    Role.PROGRAMME: _TEAM | _COMMUNITY | _PROGRAMME,
    Role.DIRECTOR: (_TEAM | _COMMUNITY | _PROGRAMME | _DIRECTOR) - {"needs.read_confidential_need"},
}


def is_at_desk(user: Any) -> bool:
    """Whether this person works at a device of the hub now, where others look over a shoulder:
    everyday work opens, and nothing sealed."""
    return getattr(user, "is_at_desk", False)


class RoleBackend(BaseBackend):
    """Answers permissions from dated grants; signs nobody in."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        found = set().union(*(ROLE_PERMISSIONS[Role(role)] for role in user_obj.roles))
        return found & _TEAM if is_at_desk(user_obj) else found

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if is_at_desk(user_obj) and perm not in _TEAM:
            return False
        return any(perm in ROLE_PERMISSIONS[Role(role)] for role in user_obj.roles)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(
            perm.startswith(f"{app_label}.")
            for role in user_obj.roles
            for perm in ROLE_PERMISSIONS[Role(role)]
        )
