"""Pages of people and rights: parse, call, answer."""
