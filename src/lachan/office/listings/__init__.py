"""Listings: reviewed sites, accounts and numbers that the public is warned of, until they end or are withdrawn."""
