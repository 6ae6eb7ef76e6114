"""Checks on call records: who shows numbers that are not his, dials people by machine, or hides behind many SIMs."""
