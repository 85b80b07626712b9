"""Pages about people that need no app above this one."""
