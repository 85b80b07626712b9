"""Plans a day of one-to-one meetings without dead time."""
