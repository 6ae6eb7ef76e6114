"""Directives: duties down, tasks per unit, results with proof."""
