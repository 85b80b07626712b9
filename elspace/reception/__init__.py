"""The day at the door: who is expected, who is in, rooms now."""
