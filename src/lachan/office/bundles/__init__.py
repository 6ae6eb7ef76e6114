"""Bundles: what an operator's check of subscriber records found, as signed counts; the records stay there."""
