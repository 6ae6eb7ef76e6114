"""Thin views: parse, call, answer."""
