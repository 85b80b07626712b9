"""Invoices, payments, the till: what is owed to the hub, never money to a project."""
