"""Inspections: who holds many subscriptions explains them, number by number, and what follows (directive, D1.3)."""
