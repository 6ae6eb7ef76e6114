"""The trail: the hash-chained record of who did what."""
