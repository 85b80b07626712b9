"""Which rows are about one person, and which about somebody the hub knows.

A name in common and a second fact (phone, mail, project) make it certain. Anything less is a
question with its choices: nobody is made one with somebody else silently.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from elspace.core.folding import fold

from .drafts import Draft
from .names import Likeness, Words, keys_of, likeness, spellings
from .queries import Known

NEW = "new"
APART = "apart"  # for a row that was taken as somebody: it is not
SAME = "same"  # for the questions left open: the first choice of each
MOST_CHOICES = 5
Names = tuple[Words, ...]


@dataclass(frozen=True)
class Choice:
    """Somebody a row may be about: `value` is the answer, `reason` what they have in common."""

    value: str
    reason: str  # mail, phone, name, near: the strongest
    name: str
    known: Known | None = None
    draft: Draft | None = None
    reasons: tuple[str, ...] = ()  # all they have in common


@dataclass(frozen=True)
class Merge:
    """A row taken as about somebody, with all that made it certain."""

    draft: Draft
    reasons: tuple[str, ...]
    known: Known | None = None
    other: Draft | None = None


@dataclass
class Someone:
    """One person of the file: their rows, who they are here, or the question about it."""

    drafts: list[Draft]
    known: Known | None = None
    choices: list[Choice] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    answer: str = ""
    is_without_mail: bool = False

    @property
    def first(self) -> Draft:
        """The row that first names them."""
        return self.drafts[0]

    def fact(self, name: str) -> Any:
        """What the first row that says it says."""
        return next((value for draft in self.drafts if (value := getattr(draft, name))), "")


@dataclass
class Matched:
    """Everybody a file is about, and the questions about some of them (answered ones too)."""

    people: list[Someone]
    questions: list[Someone]

    @property
    def open_questions(self) -> list[Someone]:
        """Those without an answer."""
        return [someone for someone in self.questions if not someone.answer]


def match(
    drafts: Iterable[Draft],
    known: Iterable[Known],
    made_before: Mapping[str, Known],
    answers: Mapping[str, str],
) -> Matched:
    """Gather the rows by person. `made_before`: by place, who an earlier import of the same file
    made; `answers`: by place of a question."""
    matcher = _Matcher(known, answers)
    for draft in drafts:
        matcher.take(draft, made_before.get(draft.place))
    questions = [someone for someone in matcher.people if someone.choices]
    return Matched(_answered(matcher.people, answers), questions)


class _Matcher:
    """Takes row after row; what was taken before can be found by name, phone and mail."""

    def __init__(self, known: Iterable[Known], answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.people: list[Someone] = []
        self.by_known: dict[int, Someone] = {}
        self.of_file = _Index()
        self.of_hub = _Index()
        for person in known:
            self.of_hub.add(person, person, person.ventures)

    def take(self, draft: Draft, made_before: Known | None) -> None:
        """Join the row to a person, or begin one."""
        names = spellings(draft)
        if self.answers.get(draft.place) == APART:
            apart = Someone([draft], is_without_mail=True)
            self.people.append(apart)
            self.of_file.add(apart, draft, [draft.venture])
            return
        person, why = (
            (made_before, ("before",)) if made_before else self.of_hub.certain(draft, names)
        )
        someone: Someone | None = self.by_known.get(person.pk) if person else None
        in_file: tuple[str, ...] = why
        if someone is None:
            someone, in_file = self.of_file.certain(draft, names)
        if someone is None:
            choices = [] if person else self._choices(draft, names)
            someone = Someone([draft], person, choices)
            self.people.append(someone)
        else:
            if in_file:
                someone.merges.append(Merge(draft, in_file, other=someone.first))
            someone.drafts.append(draft)
            if someone.known is None and person:
                someone.known, someone.choices = person, []
        if person:
            if len(someone.drafts) == 1 and why != ("before",):
                someone.merges.append(Merge(draft, why, known=person))
            self.by_known[person.pk] = someone
        self.of_file.add(someone, draft, [draft.venture])

    def _choices(self, draft: Draft, names: Names) -> list[Choice]:
        found: dict[str, Choice] = {}
        for person, reason in self.of_hub.perhaps(draft, names):
            value = f"known:{person.key}"
            _add(found, Choice(value, reason, person.name, known=person, reasons=(reason,)))
        for someone, reason in self.of_file.perhaps(draft, names):
            if someone.known is not None:
                person = someone.known
                value = f"known:{person.key}"
                choice = Choice(value, reason, person.name, known=person, reasons=(reason,))
            else:
                first = someone.first
                value = f"row:{first.place}"
                choice = Choice(value, reason, first.name, draft=first, reasons=(reason,))
            _add(found, choice)
        return sorted(found.values(), key=lambda choice: -len(choice.reasons))[:MOST_CHOICES]


def _add(found: dict[str, Choice], choice: Choice) -> None:
    """Keep a choice once, with all its reasons."""
    before = found.get(choice.value)
    reasons = dict.fromkeys((*(before.reasons if before else ()), *choice.reasons))
    found[choice.value] = replace(before or choice, reasons=tuple(reasons))


class _Index:
    """People or rows by what tells them apart; of many who are called alike, the first few."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[Any, Names]]] = defaultdict(list)

    def add(self, who: Any, said: Any, ventures: Iterable[str]) -> None:
        """Let `who` be found by what `said` holds."""
        names = spellings(said)
        facts = [*_facts(said), *(f"venture:{fold(name)}" for name in ventures if name)]
        keys = _keys(names)
        for fact in (
            *_facts(said),
            *([f"ref:{said.ref}"] if said.ref else ()),
            *(f"name:{key}" for key in keys),
            *(f"{key}/{fact}" for key in keys for fact in facts),
        ):
            row = self.found[fact]
            if len(row) < MOST_CHOICES and not any(one is who for one, _names in row):
                row.append((who, names))

    def certain(self, draft: Draft, names: Names) -> tuple[Any, tuple[str, ...]]:
        """Who has the name and a second fact in common, or the file's own reference; and what
        they have in common."""
        if draft.ref:
            for who, _theirs in self.found.get(f"ref:{draft.ref}", ()):
                return who, ("reference",)
        facts = _facts(draft)
        if draft.venture:
            facts.append(f"venture:{fold(draft.venture)}")
        found: dict[int, tuple[Any, list[str]]] = {}
        for fact in facts:
            for key in _keys(names):
                for who, theirs in self.found.get(f"{key}/{fact}", ()):
                    if likeness(names, theirs) is Likeness.SAME:
                        found.setdefault(id(who), (who, []))[1].append(fact.split(":")[0])
        if not found:
            return None, ()
        who, reasons = next(iter(found.values()))
        return who, ("name", *dict.fromkeys(reasons))

    def perhaps(self, draft: Draft, names: Names) -> Iterator[tuple[Any, str]]:
        """Who has one fact in common, with that fact."""
        for fact in _facts(draft):
            for who, _theirs in self.found.get(fact, ()):
                yield who, fact.split(":")[0]
        for key in _keys(names):
            for who, theirs in self.found.get(f"name:{key}", ()):
                if alike := likeness(names, theirs):
                    yield who, "name" if alike is Likeness.SAME else "near"


def _keys(names: Names) -> list[str]:
    return sorted({key for words in names for key in keys_of(words)})


def _facts(said: Any) -> list[str]:
    """What a person is told by besides the name."""
    facts = [f"mail:{said.email.lower()}"] if said.email else []
    return [*facts, f"phone:{said.phone}"] if said.phone else facts


def _answered(people: list[Someone], answers: Mapping[str, str]) -> list[Someone]:
    """Everybody once the questions are answered; a question left open keeps its rows apart."""
    rest = answers.get("rest", "")
    by_place = {someone.first.place: someone for someone in people}
    by_known = {someone.known.pk: someone for someone in people if someone.known}
    joined: dict[str, Someone] = {}
    left: list[Someone] = []
    for someone in people:
        if someone.choices:
            someone.answer = _valid(someone, answers.get(someone.first.place, ""), rest)
        chosen = next((one for one in someone.choices if one.value == someone.answer), None)
        target: Someone | None = None
        if chosen is not None and chosen.known is not None:
            target = by_known.setdefault(chosen.known.pk, someone)
            someone.known = chosen.known
        elif chosen is not None and chosen.draft is not None:
            place = chosen.draft.place
            target = joined.get(place) or by_place[place]
        elif someone.answer == NEW:
            someone.is_without_mail = any(one.reason == "mail" for one in someone.choices)
        if target is None or target is someone:
            left.append(someone)
            continue
        target.drafts.extend(someone.drafts)
        joined[someone.first.place] = target
    return left


def _valid(someone: Someone, answer: str, rest: str) -> str:
    values = {NEW, *(choice.value for choice in someone.choices)}
    if answer in values:
        return answer
    if rest == SAME:
        return someone.choices[0].value
    return NEW if rest == NEW else ""
