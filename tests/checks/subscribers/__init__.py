"""Subscriber records."""
