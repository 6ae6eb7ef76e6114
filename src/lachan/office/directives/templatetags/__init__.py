"""Words of the catalogues in templates."""
