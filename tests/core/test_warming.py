"""A server reads its pages once, before its processes part."""

from django.template import engines

from elspace.core.management.commands.serve import web_command
from elspace.core.warming import warm_up


def test_warming_up_reads_every_page_without_a_query(db, django_assert_num_queries) -> None:
    engine = engines["django"].engine
    cached = engine.template_loaders[0].loaders[0]
    cached.reset()
    with django_assert_num_queries(0):
        warm_up()
    assert len(cached.get_template_cache) > 300


def test_gunicorn_is_told_to_warm_up() -> None:
    from config.gunicorn import on_starting

    words = list(web_command("127.0.0.1", 8000))
    assert words[words.index("--config") + 1] == f"python:{on_starting.__module__}"
    assert "--preload" in words  # else every process would read for itself
