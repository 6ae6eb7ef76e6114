"""Channels outward: one approved advisory to the Department's Page, Official Account and mailing list, never twice."""
