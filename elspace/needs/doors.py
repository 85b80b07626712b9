"""How often a stranger may write to us: a few times an hour from one address, counted without
keeping the address. A room full of people behind one address may write as a room does."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from elspace.core.answers import Refused

from .models import Workshop

MOST_AN_HOUR = 6  # a family, a workshop table; more looks like a machine
LEAST_OF_A_ROOM, EACH = 60, 6  # needs an hour at one workshop: six for everybody expected
MOST_WRONG_RECEIPTS = 30  # an hour; a whole room may try theirs
HOUR = 3600


def may_write(request: HttpRequest) -> None:
    """Refuse, kindly, an address that has written too often in the last hour."""
    if cache.get(_name(request), 0) >= MOST_AN_HOUR:
        raise Refused(
            _(
                "Many needs came from here within the hour. Yours is still in the form: please "
                "send it a little later, or call us."
            )
        )


def wrote(request: HttpRequest) -> None:
    """Count one."""
    _count(_name(request))


def may_say_at(workshop: Workshop) -> None:
    """Refuse, kindly, when more came in within the hour than the whole room could say: counted for
    the workshop, not for an address, because a room shares one."""
    most = max(LEAST_OF_A_ROOM, EACH * workshop.expected)
    if cache.get(_room(workshop), 0) >= most:
        raise Refused(
            _(
                "Very many needs came in at this workshop within the hour. Yours is still in the "
                "form: send it a little later, or write it on a paper slip."
            )
        )


def said_at(workshop: Workshop) -> None:
    """Count one at this workshop."""
    _count(_room(workshop))


def may_try_receipt(request: HttpRequest) -> None:
    """Refuse who has typed many receipts that open nothing."""
    if cache.get(_name(request, "receipts"), 0) >= MOST_WRONG_RECEIPTS:
        raise Refused(
            _("Many codes were tried from here. Please try again in an hour, or ask the team.")
        )


def tried_receipt(request: HttpRequest) -> None:
    """Count one that opened nothing."""
    _count(_name(request, "receipts"))


def _count(name: str) -> None:
    if not cache.add(name, 1, HOUR):
        cache.incr(name)


def _name(request: HttpRequest, what: str = "needs") -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return f"{what}-from-{salted_hmac('needs.doors', address).hexdigest()[:24]}"


def _room(workshop: Workshop) -> str:
    return f"needs-at-{workshop.code}"
