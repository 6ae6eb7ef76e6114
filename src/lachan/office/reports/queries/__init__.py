"""What a reader may see of rounds and reports, a module a page."""
