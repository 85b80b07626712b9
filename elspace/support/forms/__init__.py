"""Support's forms, a module a noun."""
