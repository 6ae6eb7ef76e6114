"""The pages of listings: the register, appeals, blocking, and those for everybody."""
