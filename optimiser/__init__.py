"""Plans a term of support sessions from real needs: pure Python, usable alone."""
