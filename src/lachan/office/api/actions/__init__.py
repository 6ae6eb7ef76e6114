"""Everything that changes keys and webhooks, a module a noun."""
