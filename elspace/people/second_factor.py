"""The second factor: offered to all, required of the team, waived only for trial."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from elspace.hub.models import Hub


def is_waived(hub: Hub | None) -> bool:
    """In the trial hub, served on this machine alone; and where the setting of the demonstration
    meets the database of the demonstration."""
    return settings.TRIAL or (settings.DEMO and hub is not None and hub.is_demo)


def has_second_factor(person: Any) -> bool:
    """Whether an authenticator app is set up (printed codes alone do not count)."""
    return is_mfa_enabled(person, [Authenticator.Type.TOTP])


def must_set_up(person: Any, hub: Hub | None) -> bool:
    """Whether team pages stay closed until a second factor is set up."""
    return person.is_team and not is_waived(hub) and not has_second_factor(person)
