"""Accompagnement: experts, terms, proposals, sessions."""
