"""A confidential need, from said to its session: sealed on every page but its own people's."""

import pytest
from django.urls import reverse

from elspace.core.models import EnteredFrom
from elspace.hub.enums import FormatCode
from elspace.needs.actions import state_need
from elspace.people.actions import give_link
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.enums import SessionState
from tests import factories
from tests.personas import PAGES, PERSONAS, persona, world

pytestmark = pytest.mark.django_db
WORDS = "Motconfidentielplanté"
MATTER = "Matièreplantée"  # the name of its discipline, which nothing else has
OPEN = {"programme", "director"}  # the programme role, and who holds it in a small house


@pytest.fixture
def sealed(hub):
    """The rows of the personas' table, and beside them somebody's sealed need with a session."""
    rows = world()
    by = persona("programme")
    who = factories.resident("Sarra")
    matter = factories.discipline("sealed-matter")
    matter.name_fr = matter.name_ar = matter.name_en = MATTER
    matter.is_active = False  # else the lists to choose from would name it
    matter.save()
    need = state_need(
        person=who, words=WORDS, level=3, key=None, is_confidential=True, referent=by, by=who,
        discipline=matter, entered_from=EnteredFrom.SELF,
    )  # fmt: skip
    need.state = "confirmed"
    need.save()
    session = factories.session(
        of=rows["term"], needs=[need], by=rows["expert"], where=rows["room"], code="sealed-matter",
        is_confidential=True, format=factories.format(FormatCode.INDIVIDUAL),
    )  # fmt: skip
    ask_sessions(sessions=[session], by=by)
    confirm_session(session=session, by=None)
    announce_sessions(sessions=[session], by=by)
    session.refresh_from_db()
    assert session.state == SessionState.ANNOUNCED
    return rows | {"sealed": need, "sealed_session": session}


def addresses(rows):
    """Every page that is opened by reading, and the pages of the sealed rows themselves."""
    own = {"needs:need": rows["sealed"].key, "support:session": rows["sealed_session"].key}
    own |= {"support:session-cannot": rows["sealed_session"].key}
    own |= {"support:roll-call": rows["sealed_session"].key}
    for page in PAGES:
        if page.answers == 200:
            yield page.name, reverse(page.name, kwargs=page.rows(rows))
        if page.name in own:
            yield f"{page.name} (sealed)", reverse(page.name, args=[own[page.name]])
    yield "its person", reverse("site:person", args=[rows["sealed"].person.key])


@pytest.mark.parametrize("name", [name for name in PERSONAS if name not in OPEN])
def test_nobody_but_its_own_reads_a_word_or_its_matter(sealed, sign_in, name):
    client = sign_in(persona(name))
    told = {}
    for where, address in addresses(sealed):
        said = client.get(address, follow=True).content.decode(errors="replace")
        found = [one for one in (WORDS, MATTER) if one in said]
        if found:
            told[where] = found
    assert told == {}


def test_its_own_people_read_it(sealed, sign_in):
    need = sealed["sealed"]
    assert WORDS in sign_in(persona("programme")).get(f"/needs/{need.key}/").content.decode()
    assert WORDS in sign_in(need.person).get(reverse("site:my-week")).content.decode()
    page = give_link(person=need.person, by=None)  # whoever holds the address is not always her
    said = sign_in(None).get(reverse("site:my-page", args=[page.token])).content.decode()
    assert WORDS not in said
