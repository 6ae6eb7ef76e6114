"""Schema history of this app."""
