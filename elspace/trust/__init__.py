"""Trust: consents, the audit trail, who has read what, export and erasure."""
