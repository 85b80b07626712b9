"""Every page of the personas' table in a real browser, served as on a real hub."""
