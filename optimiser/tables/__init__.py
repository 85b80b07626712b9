"""Seats people at tables over several rounds so that everybody meets someone new."""
