"""Cases: findings, citizen reports and incidents that a person judges together."""
