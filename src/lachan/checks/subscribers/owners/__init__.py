"""Holders of many numbers, and hidden ones: the same person behind varied spellings, slips and papers."""

from lachan.checks.subscribers.owners.parameters import Parameters
from lachan.checks.subscribers.owners.run import OWNER_COLUMNS, Owners, find_owners

__all__ = ["OWNER_COLUMNS", "Owners", "Parameters", "find_owners"]
