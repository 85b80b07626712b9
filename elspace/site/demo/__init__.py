"""The demonstration: a fictional hub in the sixth week of its term, as tables and what became of
them. Everything goes through the actions a real hub would use, under a clock set to each moment."""
