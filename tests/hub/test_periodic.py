"""The periodic tick: due jobs run, once, and what went wrong is kept without words."""

import uuid
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from elspace.core.registries import PeriodicJob, periodic_jobs
from elspace.hub.models import PeriodicRun
from elspace.hub.periodic import LATE, LEASE, claim_due_jobs, claim_job, is_ticking, run_job, sweep

pytestmark = pytest.mark.django_db
HOURLY = timedelta(hours=1)
QUEUED = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["quick", "planning"],
    }
}


@pytest.fixture
def runs(monkeypatch) -> list[str]:
    """The registry holds one hourly job that writes here each time it runs."""
    done: list[str] = []
    for name in list(periodic_jobs):
        monkeypatch.delitem(periodic_jobs, name)
    job = PeriodicJob("sweep", HOURLY, lambda: done.append("swept"))
    monkeypatch.setitem(periodic_jobs, "sweep", job)
    return done


def test_a_new_job_is_due_at_once_and_then_after_its_interval(runs, clock):
    assert claim_due_jobs() == ["sweep"]
    run_job("sweep")
    assert runs == ["swept"]
    assert claim_due_jobs() == []
    clock.shift(HOURLY - timedelta(seconds=1))
    assert claim_due_jobs() == []
    clock.shift(timedelta(seconds=1))
    assert claim_due_jobs() == ["sweep"]


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends(runs, clock):
    assert claim_due_jobs() == ["sweep"]
    assert claim_due_jobs() == []
    clock.shift(LEASE)
    assert claim_due_jobs() == ["sweep"]


def test_two_ticks_that_read_the_same_row_claim_it_once(runs):
    row = PeriodicRun.objects.create(name="sweep")
    job = periodic_jobs["sweep"]
    assert [claim_job(job, row, timezone.now()) for _tick in range(2)] == [True, False]
    assert [claim_job(job, None, timezone.now()) for _tick in range(2)] == [False, False]


def test_a_clock_set_back_does_not_silence_a_job(runs, clock):
    claim_due_jobs()
    run_job("sweep")
    clock.shift(-timedelta(days=30))
    assert claim_due_jobs() == ["sweep"]


def test_success_is_kept(runs):
    claim_due_jobs()
    run_job("sweep")
    run = PeriodicRun.objects.get(name="sweep")
    assert run.last_ok_at == timezone.now()
    assert run.due_at == timezone.now() + HOURLY
    assert run.last_error == ""


def test_failure_is_kept_without_its_words_and_tried_again(runs, monkeypatch, clock, caplog):
    def fail() -> None:
        raise ValueError("Amira Ben Salah +216 20 123 456")

    monkeypatch.setitem(periodic_jobs, "sweep", PeriodicJob("sweep", HOURLY, fail))
    claim_due_jobs()
    run_job("sweep")
    run = PeriodicRun.objects.get(name="sweep")
    assert run.last_error.startswith("ValueError in fail, line ")
    assert run.last_ok_at is None
    assert "Amira" not in caplog.text
    clock.shift(HOURLY)
    assert claim_due_jobs() == ["sweep"]


def test_sweep_removes_finished_tasks_and_keeps_failed_ones_two_weeks(clock):
    def task(status: str, days: int) -> uuid.UUID:
        return DBTaskResult.objects.create(
            status=status,
            finished_at=timezone.now() - timedelta(days=days),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="elspace.hub.tasks.run_periodic_job",
            queue_name="quick",
            backend_name="default",
            run_after=timezone.now(),
        ).pk

    task("SUCCESSFUL", 2)
    task("FAILED", 15)
    kept = {task("SUCCESSFUL", 0), task("FAILED", 13)}
    with override_settings(TASKS=QUEUED):
        sweep()
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


def test_overdue_work_is_noticed(runs, clock):
    assert is_ticking()
    claim_due_jobs()
    run_job("sweep")
    clock.shift(HOURLY + LATE)
    assert is_ticking()
    clock.shift(timedelta(seconds=1))
    assert not is_ticking()
