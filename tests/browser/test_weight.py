"""What a public page costs on the wire: a first view, and the next ones."""

import pytest

pytestmark = pytest.mark.browser

FIRST_BYTES, FIRST_REQUESTS, LATER_BYTES = 100_000, 8, 25_000
PUBLIC = [
    "public:home",
    "public:house",
    "public:contact",
    "public-needs:state",
    "public-needs:workshop",
]


@pytest.fixture
def weigh(chromium, served):
    """`weigh(*paths)`: bytes and requests of each page, opened one after the other by somebody
    who was never here."""

    def opened(*paths: str) -> list[tuple[int, int]]:
        weights = []
        with chromium.new_context(viewport={"width": 360, "height": 740}) as place:
            page = place.new_page()
            wire = place.new_cdp_session(page)
            wire.send("Network.enable")
            arrived: list[float] = []
            wire.on("Network.loadingFinished", lambda it: arrived.append(it["encodedDataLength"]))
            for path in paths:
                arrived.clear()
                page.goto(served.address + path, wait_until="networkidle")
                sent = [size for size in arrived if size]  # nothing: it was in the cache
                weights.append((int(sum(sent)), len(sent)))
        return weights

    return opened


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_a_first_view_is_light(weigh, served, name, language):
    ((size, requests),) = weigh(served.pages[f"{name} {language}"])
    assert 0 < size <= FIRST_BYTES
    assert requests <= FIRST_REQUESTS


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_later_views_are_lighter(weigh, served, language):
    paths = [served.pages[f"{name} {language}"] for name in PUBLIC]
    _first, *later = weigh(*paths, paths[0])
    assert [size for size, _requests in later if not 0 < size <= LATER_BYTES] == []


def test_changing_language_is_light_too(weigh, served):
    """The first Arabic page fetches the Arabic letters, once."""
    _first, (size, _requests) = weigh(
        served.pages["public:home fr"], served.pages["public:home ar"]
    )
    assert 15_000 < size <= LATER_BYTES
