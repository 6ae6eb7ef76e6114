"""Webhooks: from a row of the trail to a signed message at a body's own address."""
