"""The command line `lachan`: one module a group of commands."""
