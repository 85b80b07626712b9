"""Hébergement: rooms, their bookings, and never two for one place."""
