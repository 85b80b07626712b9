"""The two-word health page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from elspace.core.registries import PeriodicJob, periodic_jobs
from elspace.hub.models import PeriodicRun

pytestmark = pytest.mark.django_db


def test_health_is_ok_while_periodic_work_is_done(client: Client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_tells_nothing_but_that_work_stands_still(client: Client, monkeypatch):
    monkeypatch.setitem(periodic_jobs, "sweep", PeriodicJob("sweep", timedelta(), lambda: None))
    PeriodicRun.objects.create(name="sweep", due_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"not ok\n")
