"""Units: bodies with a period of validity, a parent and successors."""
