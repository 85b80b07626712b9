"""What all parts stand on: abstract models, gates, registries, tags; no table, no domain word."""
