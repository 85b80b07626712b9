"""How long lists are parted into pages."""

ORPHANS = 5  # so few rows make no page of their own
