"""What every part of the hub stands on: abstract models, fields, tags, components, registries; no table, no domain word."""
