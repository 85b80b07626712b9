"""Ventures (the projects people carry) and who belongs to them."""
