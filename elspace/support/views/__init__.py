"""Support's views, a module a noun."""
