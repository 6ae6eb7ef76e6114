"""Pages of directives and tasks: parse, call, answer."""
