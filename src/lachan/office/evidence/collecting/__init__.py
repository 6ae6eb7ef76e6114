"""Collecting what stands at a suspicious address, in a process of its own without rights, keys or data base."""
