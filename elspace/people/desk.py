"""A computer that several share (the reception) as a device of the hub, and the six digits by which
each of them opens it: rows, and what a browser shows of them."""

import hashlib
import itertools
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed

COOKIE = "hub_device"
COOKIE_AGE = 365 * 24 * 3600


class _Tries(models.Model):
    """Wrong digits in a row, and until when nothing more is listened to."""

    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None and timezone.now() < self.locked_until


class HubDevice(Keyed, _Tries):
    """A shared computer. Its browser keeps a token in a cookie, the row only what proves it."""

    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    registered_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("device of the hub")
        verbose_name_plural = _("devices of the hub")
        ordering = ["name", "pk"]


class DeskCode(_Tries):
    """The six digits of one person, hashed as a password is; they open devices of the hub alone."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_code"
    )
    code = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("six digits")
        verbose_name_plural = _("six digits")


def new_device_token() -> str:
    """What the browser keeps."""
    return secrets.token_urlsafe(32)


def device_hash(token: str) -> str:
    """What the row keeps of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def live_device(token: str) -> HubDevice | None:
    """The device whose browser holds this token, unless it was closed."""
    if not token:
        return None
    return HubDevice.objects.filter(token_hash=device_hash(token), revoked_at=None).first()


def is_too_easy(code: str) -> bool:
    """Digits somebody watching would guess: all alike, one after the other, one pair repeated."""
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(code)}
    return len(set(code)) < 3 or steps in ({1}, {9})
