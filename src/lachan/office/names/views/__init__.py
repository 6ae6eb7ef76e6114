"""Pages of protected names."""
