"""Quick entry: rows of a name and words, each with its own key, kept whole when one is at fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.functional import Promise

from elspace.needs.enums import Level
from elspace.needs.words import clean_words

MOST_ROWS = 200


@dataclass
class QuickRow:
    """One typed row; `fault` is a sentence, `choices` the people it may mean."""

    key: UUID = field(default_factory=uuid4)
    name: str = ""
    words: str = ""
    level: str = str(Level.IMPORTANT.value)
    who: str = ""  # key of the person chosen, or "new"
    slip: str = ""  # number of a workshop's slip
    discipline: str = ""  # key, where it is plain
    is_apart: bool = False  # would rather talk to one person
    is_another: bool = False  # one more need of a slip typed before
    is_typed: bool = False  # its slip is typed already: is it another need?
    fault: str | Promise = ""
    choices: list = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing typed; the number alone is filled in by the page."""
        return not self.name and not self.words and not self.is_apart


def read_rows(data: Mapping[str, str]) -> list[QuickRow]:
    """The rows that were sent, in their order, the empty ones left out."""
    keys = data.getlist("key")[:MOST_ROWS]  # type: ignore[attr-defined]
    rows = []
    for raw in keys:
        try:
            key = UUID(raw)
        except ValueError:
            continue
        level = data.get(f"level-{raw}", "")
        row = QuickRow(
            key=key,
            name=" ".join(clean_words(data.get(f"name-{raw}", "")).split()),
            words=clean_words(data.get(f"words-{raw}", "")),
            level=level if level in {str(one) for one in Level.values} else "2",
            who=data.get(f"who-{raw}", ""),
            slip=data.get(f"slip-{raw}", "").strip()[:12],
            discipline=data.get(f"discipline-{raw}", ""),
            is_apart=bool(data.get(f"apart-{raw}")),
            is_another=bool(data.get(f"another-{raw}")),
        )
        if not row.is_empty:
            rows.append(row)
    return rows
