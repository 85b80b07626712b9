"""The hub itself: identity, places, opening profiles, closures, holidays, its own short lists."""
