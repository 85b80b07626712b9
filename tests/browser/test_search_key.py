"""The key "/" opens the search; typing a slash in a field stays a slash."""

import pytest

pytestmark = pytest.mark.browser


def test_the_slash_key_opens_the_search_and_its_field(served, window):
    its = window("programme", "fr")
    its.open(served.pages["site:today fr"])
    its.page.keyboard.press("/")
    its.page.wait_for_url("**/search/**")
    assert its.page.evaluate("document.activeElement.name") == "q"
    its.page.keyboard.type("a/b")
    assert its.page.input_value("#q") == "a/b"
    its.page.evaluate("document.activeElement.blur()")
    its.page.keyboard.press("/")
    assert its.page.evaluate("document.activeElement.name") == "q"
