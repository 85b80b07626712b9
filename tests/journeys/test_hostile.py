"""Whatever is sent through the forms of the pages: a page comes back, and nothing of it runs."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from tests.personas import PAGES, persona, world

pytestmark = pytest.mark.django_db
FIRST = ["director", "programme", "community", "reception", "resident", "expert", "visitor"]
SHOWN = [page for page in PAGES if page.look and page.may and page.answers == 200]
MARKUP = "<script>alert(1)</script>"
SIGNS = f"\x00\u202e\u2066{MARKUP}'\"; 👩‍🌾 محمّد أمين بن عبد الله\r\n"
TYPED = {"nothing": "", "five thousand signs": "ب" * 5000, "signs": SIGNS}
ANYTHING = {"wrong": "¼ OR 1=1", "unknown": str(uuid.UUID(int=7)), "signs": SIGNS}
KEPT = {"csrfmiddlewaretoken"}


def fillings(form, button):
    """What could be sent: hostile texts in its fields, then anything in all of them."""
    whole = form.filled({}, button)
    for how, text in TYPED.items():
        yield f"typed {how}", whole | {name: [text] for name in form.texts}
    for how, text in ANYTHING.items():
        yield f"sent {how}", {n: v if n in KEPT else [text] for n, v in whole.items()}
    yield "only the token", {name: whole[name] for name in KEPT if name in whole}


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
def test_no_form_breaks_and_nothing_typed_runs(page, walk):
    rows = page.rows(world())
    who = next(name for name in FIRST if name in page.may)
    walker = walk(persona(who)).open(reverse(page.name, kwargs=rows))
    for form in walker.forms():
        for button in form.buttons[:4]:
            for how, sent in fillings(form, button):
                if form.method != "post":
                    continue
                with transaction.atomic():
                    walker.send(form, sent, status=None)
                    transaction.set_rollback(True)
                said = f"{how} in “{button[0]}” of {form.action}"
                assert walker.status < 500, said
                assert MARKUP not in walker.answer.content.decode(errors="replace"), said
