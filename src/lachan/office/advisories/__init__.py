"""Tricks and advisories: the catalogue of how people are robbed, and the desk from which one approved text goes out."""
