"""Signals in, findings out: pure functions over columns, with no data base and no clock of their own (design.md 2)."""
