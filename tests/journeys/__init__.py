"""Stories told through the pages: what a person opens, reads, types and presses."""
