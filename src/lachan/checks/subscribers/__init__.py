"""Subscriber records: whether they are complete, true, and registered rightly."""
