"""Everything that changes rounds and reports, a module a noun."""
