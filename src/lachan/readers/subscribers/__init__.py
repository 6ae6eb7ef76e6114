"""Subscriber records as operators export them, read into the canonical columns."""
