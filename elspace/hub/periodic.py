"""Periodic work: a row for each job of the registry; who moves its due time may run it.

While a job waits or runs, `due_at` stands at the end of its lease: a second tick, even of another
process, finds nothing due, and a job whose worker was killed comes back when the lease ends.
"""

import logging
import traceback
from datetime import datetime, timedelta

from django.core.management import call_command
from django.utils import timezone

from elspace.core.registries import PeriodicJob, parts_off, periodic_jobs

from .models import PeriodicRun

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
LATE = timedelta(minutes=5)  # a job overdue by more means that no worker ticks


def claim_due_jobs() -> list[str]:
    """Names of the jobs that are due now and that nobody else can claim before their lease ends."""
    now = timezone.now()
    runs = {run.name: run for run in PeriodicRun.objects.all()}
    return [job.name for job in periodic_jobs.values() if claim_job(job, runs.get(job.name), now)]


def claim_job(job: PeriodicJob, run: PeriodicRun | None, now: datetime) -> bool:
    """Whether this caller, who read `run` before, may run the job now."""
    if run is None:
        lease = {"due_at": now + LEASE}
        return PeriodicRun.objects.get_or_create(name=job.name, defaults=lease)[1]
    # Further ahead than any lease or interval: the clock was set back since.
    if now < run.due_at <= now + max(job.every, LEASE):
        return False
    mine = PeriodicRun.objects.filter(pk=run.pk, due_at=run.due_at).update(due_at=now + LEASE)
    return mine == 1


def run_job(name: str) -> None:
    """Run a claimed job and keep how it went; a failure is told by its kind and place alone,
    because its words may hold somebody's."""
    job = periodic_jobs.get(name)
    if job is None:
        return
    started = timezone.now()
    changes: dict[str, object] = {}
    try:
        if job.module not in parts_off():  # of a part that is off: due again, and nothing is done
            job.run()
            changes = {"last_ok_at": timezone.now(), "last_error": ""}
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} in {place.name}, line {place.lineno}"
        logger.error("Periodic job %s failed: %s", name, told)
        changes = {"last_error": told[:200]}
    PeriodicRun.objects.filter(name=name).update(due_at=started + job.every, **changes)


def sweep() -> None:
    """Remove ended sessions and finished tasks; failed ones stay two weeks to be looked at."""
    call_command("clearsessions")
    kept = {"min_age_days": 1, "failed_min_age_days": 14}
    call_command("prune_db_task_results", queue_name="*", verbosity=0, **kept)


def is_ticking() -> bool:
    """Whether periodic work is done: no row is overdue for long."""
    return not PeriodicRun.objects.filter(
        name__in=periodic_jobs, due_at__lt=timezone.now() - LATE
    ).exists()
