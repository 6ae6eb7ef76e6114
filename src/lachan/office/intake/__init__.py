"""What comes in: signals of sites, accounts, numbers and messages, merged by subject and judged by people."""
