"""The hub's own row: opened once, changed by the direction."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.registries import modules_with
from elspace.hub.models import Hub, Place
from elspace.trust.actions import record

# Few enough to stand in an audit line; texts and contacts are named there, never repeated.
SETTINGS = ("firm_weeks", "send_delay_minutes", "reply_days", "rooms_each", "languages")
TEXTS = (
    "name", "name_ar", "promise_fr", "promise_ar", "promise_en", "about_fr", "about_ar",
    "about_en", "email", "phone", "website", "social",
)  # fmt: skip


@transaction.atomic
def open_hub(
    *,
    name: str,
    name_ar: str = "",
    languages: Sequence[str],
    place: str,
    address: str = "",
    modules: Sequence[str] = (),
    by: Any = None,
) -> Hub:
    """Make the one hub of this installation and its first place. What is said in one language
    stands for all three until someone says it in the others."""
    if Hub.objects.exists():
        raise Refused(_("This hub is open already."))
    try:
        with transaction.atomic():
            hub = Hub.objects.create(
                pk=1,
                name=name,
                name_ar=name_ar,
                languages=list(languages),
                modules=sorted(set().union(*(modules_with(code) for code in modules))),
                hours_are_told=False,
                is_first_hour=True,
            )
    except IntegrityError as error:  # another process was first
        raise Refused(_("This hub is open already.")) from error
    Place.objects.create(
        **{f"name_{language}": place for language in ("fr", "ar", "en")},
        **{f"address_{language}": address for language in ("fr", "ar", "en")},
    )
    record("open_hub", subject=hub, actor=by, changes={"languages": ([], hub.languages)})
    return hub


@transaction.atomic
def change_hub(*, by: Any, **fields: Any) -> Hub:
    """Change who the hub says it is, and its few settings; only the fields named change."""
    unknown = set(fields) - {*SETTINGS, *TEXTS}
    if unknown:
        raise TypeError(f"change_hub does not set {sorted(unknown)}")
    hub = Hub.objects.select_for_update().get(pk=1)
    changed = {n: value for n, value in fields.items() if getattr(hub, n) != value}
    changes: dict[str, tuple[Any, Any]] = {
        n: (getattr(hub, n), value) for n, value in changed.items() if n in SETTINGS
    }
    if texts := sorted(set(changed) & set(TEXTS)):
        changes["fields"] = ([], texts)
    for n, value in changed.items():
        setattr(hub, n, value)
    hub.save()
    record("change_hub", subject=hub, actor=by, changes=changes)
    return hub
