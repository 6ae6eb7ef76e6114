"""Evidence of suspicious sites and accounts: fetched by a process without rights, or brought by a person."""
