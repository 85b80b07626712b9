"""Pages that need several parts: home, today, my week, a person's page, navigation."""
