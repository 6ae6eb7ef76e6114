"""Tables of the invented people."""
