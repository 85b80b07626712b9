"""Phone numbers, as everywhere (core.phones)."""

from elspace.core.phones import parse_phone, shown

__all__ = ["parse_phone", "shown"]
