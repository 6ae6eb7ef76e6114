"""`python -m lachan.cli`: the same as the command `lachan`, for processes that start others."""

from lachan.cli import app

app()
