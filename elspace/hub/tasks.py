"""Background tasks of the hub: one periodic job."""

from django_tasks import task

from . import periodic


@task(queue_name="quick")
def run_periodic_job(name: str) -> None:
    """Run the job that a tick claimed."""
    periodic.run_job(name)
