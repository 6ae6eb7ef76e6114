"""Pages of keys and webhooks, and of the interface itself; a module a noun."""
