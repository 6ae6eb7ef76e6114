"""Feeds: the lists of warned sites that everybody may take, and the lists of others that are taken in as signals."""
