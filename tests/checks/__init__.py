"""Checks: rules speak of what they must, and accuse nobody else."""
