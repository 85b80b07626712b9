"""Every verb the platform records has its words, in the three languages."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from elspace.needs.actions.moving import _VERBS
from elspace.support.enums import SessionState
from elspace.trust.verbs import VERBS, in_words

BUILT = {
    "{_VERBS[to]}_need": [f"{verb}_need" for verb in _VERBS.values()],
    "{to.value}_session": [f"{state.value}_session" for state in SessionState],
}


def recorded_verbs() -> set[str]:
    """What stands as first argument of every `record(…)`: words, or how they are built."""
    found: set[str] = set()
    for file in (settings.BASE_DIR / "elspace").rglob("*.py"):
        for node in ast.walk(ast.parse(Path(file).read_text())):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if called == "record":
                found |= _verbs(node.args[0])
            elif called == "_queued_again":
                found |= _verbs(node.args[-1])
    return found


def _verbs(argument: ast.expr) -> set[str]:
    if isinstance(argument, ast.Constant):
        return {argument.value}
    if isinstance(argument, ast.JoinedStr):
        return set(BUILT[ast.unparse(argument)[2:-1]])
    return set()  # a name: the caller's own words, which stand in a call of their own


def test_every_recorded_verb_has_its_words():
    verbs = recorded_verbs()
    assert {"classify_need", "plan_need", "announced_session", "open_hub"} <= verbs
    assert sorted(verbs - set(VERBS)) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_words_are_said_in_the_language_of_the_page(language):
    with override("en"):
        english = {verb: in_words(verb) for verb in VERBS}
    with override(language):
        assert [verb for verb in VERBS if in_words(verb) == english[verb]] == []
