"""Forms of directives, tasks and results: shape only, the rules are in actions."""
