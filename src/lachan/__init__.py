"""Lá Chắn ("shield"): a province against fraud over telecom and Internet, from directive to report."""

__version__ = "0.1.0"
