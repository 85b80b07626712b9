"""Reads that need several parts, a module a page."""
