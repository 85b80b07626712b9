"""The periodic tick: due jobs run, once, and what went wrong is kept without words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elspace.core.registries import PeriodicJob, periodic_jobs
from elspace.hub.models import PeriodicRun
from elspace.hub.periodic import LATE, LEASE, claim_due_jobs, claim_job, is_ticking, run_job

pytestmark = pytest.mark.django_db
HOURLY = timedelta(hours=1)


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


def test_overdue_work_is_noticed(runs, clock):
    assert is_ticking()
    claim_due_jobs()
    run_job("sweep")
    clock.shift(HOURLY + LATE)
    assert is_ticking()
    clock.shift(timedelta(seconds=1))
    assert not is_ticking()
