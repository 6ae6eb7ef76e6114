"""The forms of incidents: shape only."""
