"""Pages of requests, keys and packages: parse, call, answer."""
