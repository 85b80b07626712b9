"""Views of this app, a module a subject."""
