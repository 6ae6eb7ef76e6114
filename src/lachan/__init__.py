"""Lá Chắn ("shield"): a province's fight against fraud over telecom and Internet, from directive to report."""

__version__ = "0.1.0"
