"""People: names, contacts, languages, roles, personal links, sign-in."""
