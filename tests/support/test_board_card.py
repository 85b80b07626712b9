"""The card of a session on the board, written out for speed, is the card of every other page."""

import re

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.programme import board_sessions
from elspace.support.templatetags.board import board_card
from tests import factories

pytestmark = pytest.mark.django_db

CARD = """<c-session hour="10:30" day="{{ day }}" :title="session.name" :with_whom="with_whom"
:language="session.language.short" :spoken="session.language.name" :state="session.state"
:room="room" :href="href" :family="family">{{ said }}</c-session>"""


def squeezed(html):
    html = re.sub(r"\s+>", ">", re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html))).strip()
    return html.replace(' "', '"')  # an empty class at the end of a list


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("is_confidential", [False, True])
@pytest.mark.parametrize(
    ("state", "has_room"),
    [(SessionState.PROPOSED, False), (SessionState.ASKED, True), (SessionState.ANNOUNCED, True),
     (SessionState.MOVED, True)],
)  # fmt: skip
def test_a_card_of_the_board_is_the_card_of_other_pages(
    hub, state, has_room, is_confidential, language
):
    room = factories.room(name="Salle <Ibn Khaldoun>") if has_room else None
    expert = factories.expert("Imed")
    factories.session(state=state, where=room, by=expert, is_confidential=is_confidential)
    with override(language):
        [session] = board_sessions(Session.objects.get().term)
        board = board_card(session)
        card = Template(CottonCompiler().process(CARD)).render(
            Context(
                {
                    "session": session,
                    "day": "jeu. 25" if language == "fr" else "الخميس 25",
                    "with_whom": "" if is_confidential else expert.person.short_name,
                    "room": room.name if room else "",
                    "href": f"/sessions/{session.key}/",
                    "family": "plum" if is_confidential else "leaf",
                    "said": re.search(r'class="muted">(.*?)<', board)[1],
                }
            )
        )
    assert re.sub(r'href="[^"]*"', "", squeezed(board)) == re.sub(
        r'href="[^"]*"', "", squeezed(card)
    )


def test_a_card_says_that_a_solution_is_needed(hub):
    factories.session(state=SessionState.ANNOUNCED, cannot_at=timezone.now())
    [session] = board_sessions(Session.objects.get().term)
    assert "une solution est à trouver" in board_card(session)
