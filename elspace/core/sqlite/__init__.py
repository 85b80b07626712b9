"""SQLite with a queue before its one lock."""
