"""Pages that need several parts, a module a page."""
