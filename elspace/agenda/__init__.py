"""What happens when, where, for whom, and who came."""
