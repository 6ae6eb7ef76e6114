"""Calls that showed a false number: reported, judged, traced from operator to operator, and counted for annex 4."""
