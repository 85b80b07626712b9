"""Reads of billing: rates, what is due and owed, statements, the till, rows for the accountant."""
