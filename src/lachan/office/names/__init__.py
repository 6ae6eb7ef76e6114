"""The register of protected names: whose true sites and accounts these are."""
