"""Pages about rooms and bookings, a module a noun."""
