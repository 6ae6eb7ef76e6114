"""Pages of protected numbers."""
