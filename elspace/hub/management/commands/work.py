"""`manage.py work`: two worker processes (quick, planning) and the periodic tick."""

import logging
import os
import socket
import sys
import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django_tasks_db.models import DBTaskResult

from elspace.core.supervisor import Child, Supervisor
from elspace.hub.periodic import claim_due_jobs
from elspace.hub.tasks import run_periodic_job

logger = logging.getLogger(__name__)

QUEUES = ("quick", "planning")
TICK = 3.0  # seconds


def worker_id(queue: str, start: int | str) -> str:
    """Names one start of one worker, so that what it leaves behind can be told from others'."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{queue}/{start}"


def worker_command(queue: str) -> Sequence[str]:
    """A worker of django-tasks-db for one queue."""
    return [
        *(sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker"),
        *("--queue-name", queue, "--worker-id", worker_id(queue, "{start}")),
        *(
            "--interval",
            "0.5",
            "--no-startup-delay",
            "--no-reload",
            "--verbosity",
            "0",
            "--skip-checks",
        ),
    ]


class WorkerLostError(Exception):
    """The worker of a task was killed before the task ended."""


def fail_tasks_left_by(worker: str) -> int:
    """Mark what a dead worker was running as failed; the rows it was about tell the truth."""
    lost = [task for task in DBTaskResult.objects.running() if task.worker_ids[-1:] == [worker]]
    for task in lost:
        task.set_failed(WorkerLostError())
    return len(lost)


class Command(BaseCommand):
    help = "Run the background workers and the periodic tick, until stopped."
    requires_system_checks = ()  # `make check` runs them; here seconds count

    def handle(self, **options: Any) -> None:
        self.next_tick = 0.0
        children = [Child(queue, worker_command(queue)) for queue in QUEUES]
        Supervisor(children, every_look=self.tick, when_dead=self.clear_up).run()

    def tick(self) -> None:
        """Queue the periodic jobs that are due; a database that is away is tried again later."""
        if time.monotonic() < self.next_tick:
            return
        self.next_tick = time.monotonic() + TICK
        close_old_connections()
        try:
            for name in claim_due_jobs():
                run_periodic_job.enqueue(name)
        except DatabaseError as error:
            logger.warning("No periodic tick: %s", type(error).__name__)

    def clear_up(self, child: Child) -> None:
        close_old_connections()
        try:
            fail_tasks_left_by(worker_id(child.name, child.starts))
        except DatabaseError as error:
            logger.warning("Tasks of %s not cleared: %s", child.name, type(error).__name__)
