"""Template filters of listings."""
