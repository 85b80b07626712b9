"""Support's rules, a module a noun."""
