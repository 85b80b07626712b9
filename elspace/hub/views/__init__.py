"""Pages about the hub, by noun; most stand under "More"."""
