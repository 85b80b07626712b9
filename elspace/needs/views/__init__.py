"""Pages about needs; see the modules beside."""
