"""Pages of tricks and advisories."""
