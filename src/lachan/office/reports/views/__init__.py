"""Pages of rounds and reports, a module a noun."""
