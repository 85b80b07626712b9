"""Everything the hub holds as one workbook, out and in again: the exit door."""

from .reading import MARK, Tables, tables_of
from .restoring import Restored, plan_tables, restore_tables
from .workbook import make_everything

__all__ = [
    "MARK",
    "Restored",
    "Tables",
    "make_everything",
    "plan_tables",
    "restore_tables",
    "tables_of",
]
