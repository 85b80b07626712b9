"""Support's actions, a module a noun."""
