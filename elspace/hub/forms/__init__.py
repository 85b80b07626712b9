"""What is typed about the hub, by noun."""
