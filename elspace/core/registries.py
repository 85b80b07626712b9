"""Registries by which a lower app shows things of a higher one, filled in `AppConfig.ready()`.

Nothing else reaches upward: no signals, no late imports.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the menu: `permission` decides who sees it; `order` sorts."""

    label: str | Promise
    url_name: str
    icon: str
    permission: str
    order: int
    main: bool = True  # False: listed on the page "More"
    wide: bool = False  # of those: in the menu beside the page, where there is room for it
    text: str | Promise = ""  # one sentence under the label on the page "More"
    module: str = ""  # the part of the platform it opens; off: not in the menu
    holds: tuple[str, ...] = ()  # other addresses whose pages belong to it: "/sessions/"
    leads_without: str = ""  # where this part is off, it is main
    wide_without: str = ""  # where this part is off, it is wide
    # What is said instead of `text` where a part is off; the first that is.
    without: tuple[tuple[str, str | Promise], ...] = ()

    def text_in(self, off: Collection[str]) -> str | Promise:
        """The sentence under the label where these parts are off."""
        return next((text for module, text in self.without if module in off), self.text)


@dataclass(frozen=True)
class Module:
    """A part of the platform a hub switches on when it needs it. Off: no menu entry, no box, no
    required field, and its addresses answer "not found" (hub.parts.part_of); nothing is lost.
    `needs`: parts that come with it. `messages`: how the kinds of its messages begin; off, they
    wait unseen. `at_stake`: what goes on holding something once it is off; said before ("": none).
    """

    code: str
    label: str | Promise
    text: str | Promise
    order: int
    needs: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    at_stake: Callable[[], str] | None = None


@dataclass(frozen=True)
class Subject:
    """How audit lines, messages, bookings and feeds name a row of a higher app.

    `title(row, user)` answers what this user may read of it, never more; `url(row, user)` "" when
    they may not open it. `reads(row, user)`: whether they may read its confidential words (by
    default, whoever may open it). `rows()`: the rows with all that these three look at, so that a
    list of them costs the same queries whatever its length (by default the plain rows). `module`:
    the part the rows belong to; off, they have no address and no history.
    """

    title: Callable[[Any, Any], str]
    url: Callable[[Any, Any], str]
    reads: Callable[[Any, Any], bool] | None = None
    rows: Callable[[], QuerySet[Any]] | None = None
    module: str = ""

    def may_read(self, row: Any, user: Any) -> bool:
        """Whether this user may read the words of a confidential row."""
        return self.reads(row, user) if self.reads else bool(self.url(row, user))


@dataclass(frozen=True)
class Hit:
    """One row found, as this user may read it."""

    title: str
    url: str
    facts: tuple[str, ...] = ()  # a line under the title
    words: str = ""  # somebody's own words


@dataclass(frozen=True)
class Findable:
    """What an app lets people find.

    `visible_to(user)` is the same queryset as behind the app's screens, with all that a hit shows:
    what does not exist there is not found here, nor counted. `folded` names the paths of the
    columns searched (core.models.Folded), `show(row, user)` says what is read of a row,
    `also(text)` finds rows by what is no word (a phone); `module`: off, nothing is looked for.
    """

    code: str
    label: str | Promise
    permission: str
    order: int
    visible_to: Callable[[Any], QuerySet[Any]]
    folded: tuple[str, ...]
    show: Callable[[Any, Any], Hit]
    also: Callable[[str], Q | None] | None = None
    module: str = ""


@dataclass(frozen=True)
class PersonalData:
    """What an app keeps about a person.

    `export(person, reader)` gives rows of words and values, with what this reader may read and no
    more; `erase(person)` empties what is personal and keeps the lines. `erase_first(person)` runs
    before anything is erased: for what is found only through lines of other apps. `module`: the
    part it belongs to; off, it is told only where something is kept.
    """

    name: str | Promise
    export: Callable[[Any, Any], Iterable[dict[str, Any]]]
    erase: Callable[[Any], None]
    module: str = ""
    erase_first: Callable[[Any], None] | None = None


@dataclass(frozen=True)
class PeriodicJob:
    """Work done again and again by the quick worker; `run()` must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[], None]
    label: str | Promise = ""  # in plain words, for the health page
    module: str = ""  # the part it works for; off, it is neither done nor shown


@dataclass(frozen=True)
class Struck:
    """Something planned that lies on hours the hub is closed; the title hides what is private."""

    title: str
    start_at: datetime
    url: str = ""


@dataclass(frozen=True)
class Panel:
    """A piece a higher app puts on a lower app's page: its template, and what that shows of the
    `about` of the page. None: nothing there for this reader. `module`: off, it is not asked."""

    template: str
    read: Callable[..., dict[str, Any] | None]
    module: str = ""


@dataclass(frozen=True)
class Vital:
    """One line of the health page: what is looked at, how it is, in plain words; no name of
    anybody."""

    label: str
    is_well: bool
    text: str
    url_name: str = ""


menu: list[MenuEntry] = []
modules: dict[str, Module] = {}  # by code, in the order they are shown
# Answers, for the apps below the one that knows, which parts the hub uses.
parts_used: list[Callable[[], Iterable[str]]] = []
_parts_known: ContextVar[list[frozenset[str]] | None] = ContextVar("parts_known", default=None)
account_pages: list[MenuEntry] = []  # listed on "My account"
subjects: dict[str, Subject] = {}  # by model label, "needs.need"
findables: dict[str, Findable] = {}  # in the order they are shown
personal_data: list[PersonalData] = []
periodic_jobs: dict[str, PeriodicJob] = {}
# Called once a backup was put back: what must not simply go on from where it stood then.
after_restore: list[Callable[[], None]] = []
# Called with the parts that were off and are used from now on: what waited in them is not news.
parts_back: list[Callable[[Collection[str]], None]] = []
# Given the hub's calendar (hub.queries.Calendar), what of an app lies on closed hours.
calendar_effects: list[Callable[[Any], Iterable[Struck]]] = []
vitals: list[Callable[[], Iterable[Vital]]] = []
# Asked of a plan and a day before its price is changed: whether it was invoiced from then on.
plan_invoiced: list[Callable[[Any, date], bool]] = []
# Asked of a booking its person may give back: what that costs (an object with `amount`, with tax,
# None while it is free, and `since`), and told when they pressed; one app at most.
return_costs: list[tuple[Callable[[Any], Any], Callable[..., Any]]] = []
# On the page on which somebody leaves, read with (subscription, until_on, user).
leaving_panels: list[Panel] = []


def add_menu(*entries: MenuEntry) -> None:
    """Add entries once, kept in order."""
    menu.extend(entry for entry in entries if entry not in menu)
    menu.sort(key=lambda entry: entry.order)


def add_module(entry: Module) -> None:
    """Let a hub switch a part on and off."""
    modules[entry.code] = entry
    for code in sorted(modules, key=lambda code: modules[code].order):
        modules[code] = modules.pop(code)


def modules_with(code: str) -> set[str]:
    """A part and all the parts it needs."""
    return {code}.union(*(modules_with(other) for other in modules[code].needs))


def parts_off() -> frozenset[str]:
    """The parts this hub does not use; read once a request (one query)."""
    known = _parts_known.get()
    if known is None:
        return _ask_parts_off()
    if not known:
        known.append(_ask_parts_off())
    return known[0]


def _ask_parts_off() -> frozenset[str]:
    used: set[str] = set()
    for ask in parts_used:
        used |= set(ask())
    return frozenset(modules) - used if parts_used else frozenset()


def know_parts(used: Iterable[str]) -> None:
    """A request has read its hub: nobody asks for its parts again."""
    known = _parts_known.get()
    if known is not None and not known:
        known.append(frozenset(modules) - set(used))


@contextmanager
def parts_read_once() -> Iterator[None]:
    """Within it, the hub is asked once which parts it uses."""
    token = _parts_known.set([])
    try:
        yield
    finally:
        _parts_known.reset(token)


def add_account_page(entry: MenuEntry) -> None:
    """List a page on "My account" of everybody who holds its permission ("": anybody)."""
    if entry not in account_pages:
        account_pages.append(entry)
        account_pages.sort(key=lambda page: page.order)


def add_findable(entry: Findable) -> None:
    """Let a search find an app's rows."""
    findables[entry.code] = entry
    for code in sorted(findables, key=lambda code: findables[code].order):
        findables[code] = findables.pop(code)


def add_personal_data(entry: PersonalData) -> None:
    """Register an app's part once."""
    if entry not in personal_data:
        personal_data.append(entry)


def rows_of(kind: str, numbers: Iterable[Any]) -> dict[Any, Any]:
    """Rows of one registered kind ("needs.need") by number, ready to be named."""
    load = subjects[kind].rows
    rows = load() if load else apps.get_model(kind)._default_manager.all()
    return rows.in_bulk(list(numbers))


def subject_of(row: Any) -> Subject | None:
    """The subject entry of a row's model, if one is registered."""
    return subjects.get(row._meta.label_lower)
