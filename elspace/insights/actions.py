"""Writes about what leaves the house: the team's sentences, a page given out."""

import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.people.models import Person
from elspace.support.models import Term
from elspace.trust.actions import record

from .models import GivenPage, TermSentences
from .queries import figures_of, sentences_of, somebody_named_in


@transaction.atomic
def write_sentences(
    *, term: Term, language: str, first: str, second: str, third: str, by: Person
) -> TermSentences:
    """Keep the team's sentences about a term in one language; whoever is named in full there has
    not agreed to it."""
    texts = [" ".join(text.split()) for text in (first, second, third)]
    _name_nobody(texts)
    row, _made = TermSentences.objects.update_or_create(
        term=term,
        language=language,
        defaults=dict(zip(("first", "second", "third"), texts, strict=True)),
    )
    record("write_term_sentences", subject=term, actor=by, changes={"language": ("", language)})
    return row


@once_per_key(GivenPage)
@transaction.atomic
def give_page(*, term: Term, by: Person, key: uuid.UUID) -> GivenPage:
    """Keep the term's page as it is now, under the next number, to be given to somebody outside.
    The same `key` again is the same page."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    last = GivenPage.objects.filter(term=term).aggregate(last=Max("version"))["last"] or 0
    page = GivenPage.objects.create(
        key=key,
        term=term,
        version=last + 1,
        figures=figures_of(term).as_kept(),
        sentences={language: row.lines for language, row in sentences_of(term).items()},
        given_by=by,
    )
    record("give_term_page", subject=term, actor=by, changes={"version": (last, page.version)})
    return page


@transaction.atomic
def withdraw_page(*, page: GivenPage, why: str, by: Person) -> GivenPage:
    """Take a page back: its address shows the reason in place of its figures. Copies that were
    printed or saved stay where they are. Doing it twice changes nothing."""
    page = GivenPage.objects.select_for_update(of=("self",)).select_related("term").get(pk=page.pk)
    if page.withdrawn_at is not None:
        return page
    why = " ".join(why.split())
    if not why:
        raise Refused(_("Please say why: whoever holds its address reads it."))
    _name_nobody([why])
    page.withdrawn_at, page.withdrawn_by, page.withdrawn_why = timezone.now(), by, why
    page.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record(
        "withdraw_term_page", subject=page.term, actor=by, changes={"version": (page.version, None)}
    )
    return page


def _name_nobody(texts: list[str]) -> None:
    """Refuse texts that leave the house with somebody's full name in them."""
    named = somebody_named_in(texts)
    if named:
        raise Refused(
            _("This page names nobody, and “%(name)s” stands in a sentence. Nothing was lost.")
            % {"name": named}
        )
