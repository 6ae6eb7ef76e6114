"""Invented people, records and faults with the truth kept: for tests, benchmarks and the demo; nobody here is real."""
