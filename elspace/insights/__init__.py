"""What the hub says of itself to those outside: the term in one page, visits; writes its own rows
alone."""
