"""How the machine room is: background work, periodic jobs, the last backup; no name of anybody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from elspace.core import backups
from elspace.core.registries import Vital, parts_off, periodic_jobs, vitals
from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hub.models import PeriodicRun

LATE = timedelta(minutes=5)  # overdue, or waiting, for more: nobody works
BACKUP_EVERY = timedelta(days=7)


def vital_signs() -> list[Vital]:
    """Every line of the health page; a constant number of queries."""
    now = timezone.now()
    told = [vital for tell in vitals for vital in tell()]
    return [*_workers(now), *_jobs(now), *told, _address(), _backup(now)]


def _workers(now: datetime) -> Iterator[Vital]:
    ready = DBTaskResult.objects.ready()
    waiting = ready.filter(enqueued_at__lt=now - LATE).order_by("enqueued_at").first()
    ticks = not PeriodicRun.objects.filter(name__in=periodic_jobs, due_at__lt=now - LATE).exists()
    yield Vital(
        _("Background work"),
        waiting is None and ticks,
        _("at work")
        if waiting is None and ticks
        else _("stopped since %(when)s: stop the hub, then start it again")
        % {"when": _when(waiting.enqueued_at if waiting else _oldest_due(now), now)},
    )
    failed = DBTaskResult.objects.failed().count()
    yield Vital(
        _("Work that failed in the last two weeks"),
        not failed,
        ngettext("%(n)s piece of work", "%(n)s pieces of work", failed) % {"n": failed}
        if failed
        else _("none"),
    )


def _oldest_due(now: datetime) -> datetime:
    late = PeriodicRun.objects.filter(name__in=periodic_jobs).order_by("due_at").first()
    return late.due_at if late else now


def _jobs(now: datetime) -> Iterator[Vital]:
    runs, off = {run.name: run for run in PeriodicRun.objects.all()}, parts_off()
    for name, job in periodic_jobs.items():
        if job.module in off:
            continue
        run = runs.get(name)
        last = run.last_ok_at if run else None
        if run is not None and run.last_error:
            went = _("failed: %(error)s") % {"error": f"\u2066{run.last_error}\u2069"}
        elif last is None:
            went = _("not yet")
        else:
            went = _("went well %(when)s") % {"when": _when(last, now)}
        yield Vital(str(job.label or name), not (run and run.last_error), went)


def _address() -> Vital:
    """Where links in messages lead; on this machine alone they open on nobody's phone."""
    name = urlsplit(settings.PUBLIC_URL).hostname or ""
    is_here_alone = name == "localhost" or name.startswith("127.")
    shown = {"address": f"\u2066{settings.PUBLIC_URL}\u2069"}
    return Vital(
        _("Links in messages"),
        not is_here_alone or settings.DEMO,
        _("%(address)s opens on this machine alone: write PUBLIC_URL in the file .env") % shown
        if is_here_alone
        else shown["address"],
    )


def _backup(now: datetime) -> Vital:
    made = [path.stat().st_mtime for path in backups.folder().glob("elspace-*.tar.gz")]
    if not made:
        return Vital(_("Last backup"), False, _("none yet: “make backup” writes one"))
    last = datetime.fromtimestamp(max(made), tz=UTC)
    return Vital(_("Last backup"), now - last < BACKUP_EVERY, _when(last, now))


def _when(moment: datetime, now: datetime) -> str:
    at = timezone.localtime(moment)
    hour = f"\u2066{format_hour(at)}\u2069"
    if at.date() == timezone.localdate(now):
        return _("today at %(hour)s") % {"hour": hour}
    return _("%(day)s at %(hour)s") % {"day": format_day(at, "date"), "hour": hour}
