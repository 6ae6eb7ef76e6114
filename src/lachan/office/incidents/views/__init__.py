"""The pages of incidents: parse, call, answer."""
