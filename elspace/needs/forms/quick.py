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
    fault: str | Promise = ""
    choices: list = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing typed."""
        return not self.name and not self.words


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
        )
        if not row.is_empty:
            rows.append(row)
    return rows
