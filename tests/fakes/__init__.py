"""Services that nobody can reach from here, with the rules that their makers wrote down, answering over real HTTP."""
