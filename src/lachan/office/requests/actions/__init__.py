"""Everything that changes requests, keys and packages, a module a noun."""
