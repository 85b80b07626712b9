"""How often a stranger may write to us: a few times an hour from one address, counted without
keeping the address."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from elspace.core.answers import Refused

MOST_AN_HOUR = 6  # a family, a workshop table; more looks like a machine
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
    name = _name(request)
    if not cache.add(name, 1, HOUR):
        cache.incr(name)


def _name(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return f"needs-from-{salted_hmac('needs.doors', address).hexdigest()[:24]}"
