"""Spreadsheets in, through the other parts' actions."""
