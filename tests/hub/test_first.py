"""The one-time address of the set-up page."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import LazySettings

from elspace.hub.first import consume_first_token, first_token, is_first_token, token_file


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def test_token_stays_the_same_until_it_is_consumed() -> None:
    token = first_token()
    assert first_token() == token
    assert consume_first_token(token)
    assert first_token() != token


def test_token_is_readable_by_its_owner_alone() -> None:
    first_token()
    assert stat.S_IMODE(token_file().stat().st_mode) == 0o600


def test_opening_the_page_keeps_the_token() -> None:
    token = first_token()
    assert is_first_token(token)
    assert is_first_token(token)


@pytest.mark.parametrize("wrong", ["", "x", "é" * 40])
def test_a_wrong_token_opens_nothing_and_consumes_nothing(wrong: str) -> None:
    token = first_token()
    assert not is_first_token(wrong)
    assert not consume_first_token(wrong)
    assert is_first_token(token)


def test_without_a_waiting_token_nothing_opens() -> None:
    assert not is_first_token("")
    assert not consume_first_token("anything")


def test_an_empty_file_left_by_a_power_cut_opens_nothing_and_is_made_anew() -> None:
    token_file().write_text("")
    assert not is_first_token("")
    assert is_first_token(first_token())


def test_token_is_consumed_by_one_of_many() -> None:
    token = first_token()
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(consume_first_token, [token] * 8))
    assert won.count(True) == 1
