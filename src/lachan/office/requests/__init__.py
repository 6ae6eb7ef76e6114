"""Requests between bodies: typed, on dated ground, with four eyes, a clock, and a sealed way back."""
