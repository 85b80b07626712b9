"""What nobody keeps is marked in one way."""

from pathlib import Path

from django.http import HttpResponse

from elspace.core.caches import not_kept

ROOT = Path(__file__).resolve().parents[2] / "elspace"


def test_an_answer_is_marked_for_nobodys_store():
    response = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
    marks = not_kept(response)["Cache-Control"].split(", ")
    assert {"private", "no-store"} <= set(marks)
    assert "public" not in marks


def test_no_view_writes_the_mark_by_hand():
    by_hand = [path for path in ROOT.rglob("*.py") if "no-store" in path.read_text("utf-8")]
    assert by_hand == []
