"""People: accounts, roles per unit, delegations."""
