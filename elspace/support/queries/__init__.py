"""Support's queries, a module a noun."""
