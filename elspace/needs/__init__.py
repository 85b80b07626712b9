"""Needs: what people say they need, in their own words, and what becomes of it."""
