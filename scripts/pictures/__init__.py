"""Pictures of the main screens for the guides, by role: `make pictures`."""
