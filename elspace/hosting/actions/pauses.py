"""Pauses of a subscription: noted ahead, made shorter, taken back before they begin."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.hosting.models import Subscription, SubscriptionPause
from elspace.trust.actions import record

LONGEST_DAYS = 731  # longer is a slip of the pen, or a leaving


@transaction.atomic
def pause_subscription(
    *,
    subscription: Subscription,
    from_on: date,
    until_on: date,
    key: uuid.UUID | None = None,
    by: Any,
) -> SubscriptionPause:
    """A subscription rests between two days, both included."""
    subscription = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if first := known_by_key(SubscriptionPause, key, subscription_id=subscription.pk):
        return first
    if until_on < from_on:
        raise Refused(_("The last day comes before the first."))
    if from_on < subscription.from_on:
        raise Refused(_("A pause begins once the person is hosted, not before."))
    if from_on < today():
        raise Refused(_("A pause is noted ahead: from today on."))
    if (until_on - from_on).days > LONGEST_DAYS:
        raise Refused(
            _("A pause lasts two years at most: who rests longer leaves, and comes back.")
        )
    if subscription.pauses.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Refused(_("A pause lies on these days already."))
    pause = SubscriptionPause.objects.create(
        key=key or uuid.uuid4(), subscription=subscription, from_on=from_on, until_on=until_on
    )
    record(
        "pause_subscription",
        subject=subscription,
        actor=by,
        changes={
            "from_on": (None, from_on.isoformat()),
            "until_on": (None, until_on.isoformat()),
        },
    )
    return pause


@transaction.atomic
def shorten_pause(*, pause: SubscriptionPause, until_on: date, by: Any) -> None:
    """A pause ends earlier; it may have ended yesterday, for somebody who is back today."""
    Subscription.objects.select_for_update(of=("self",)).get(pk=pause.subscription_id)
    pause = SubscriptionPause.objects.get(pk=pause.pk)
    if until_on > pause.until_on:
        raise Refused(_("This is later than the pause ends: note another pause after it."))
    if until_on < pause.from_on:
        raise Refused(_("The last day comes before the first."))
    if until_on < today() - timedelta(days=1):
        raise Refused(_("These days have passed as a pause: it ends yesterday at the earliest."))
    before, pause.until_on = pause.until_on, until_on
    pause.save(update_fields=["until_on"])
    changes = {"until_on": (before.isoformat(), until_on.isoformat())}
    record("shorten_pause", subject=pause.subscription, actor=by, changes=changes)


@transaction.atomic
def withdraw_pause(*, pause: SubscriptionPause, by: Any) -> None:
    """Take a pause back before it begins; twice changes nothing."""
    subscription = Subscription.objects.select_for_update(of=("self",)).get(
        pk=pause.subscription_id
    )
    if pause.from_on < today():
        raise Refused(_("This pause has begun: it can be made shorter."))
    gone, _of = SubscriptionPause.objects.filter(pk=pause.pk).delete()
    if gone:
        changes = {"from_on": (pause.from_on.isoformat(), None)}
        record("withdraw_pause", subject=subscription, actor=by, changes=changes)
