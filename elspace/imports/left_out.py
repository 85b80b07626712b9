"""Rows that are no entries: the example of a template, totals."""

import re

from .reading import Row

EXAMPLE = re.compile(r"\s*(exemple|example|مثال)\s*[:：]", re.I)
TOTAL = re.compile(
    r"\s*(?:sous[\s-]*)?(?:grand\s+)?(?:tota(?:l|ux)|moyenne|somme|average|sum|nombre\s+total|المجموع|مجموع|"
    r"الجملة|المعدل)\b",
    re.I,
)


def is_total(row: Row, name: str) -> bool:
    """Whether a row adds up those above it."""
    first = next((text for text in row.texts if text), "")
    return bool(TOTAL.match(first) or TOTAL.match(name))
