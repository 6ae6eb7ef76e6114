"""How every command says that input was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from lachan.readers.errors import InputError


def tell(error: InputError) -> None:
    """Say one refusal in both languages."""
    typer.echo(error.message("vi"), err=True)
    typer.echo(error.message("en"), err=True)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Bad input ends with exit code 1 and its sentence in both languages."""
    try:
        yield
    except InputError as error:
        tell(error)
        raise typer.Exit(1) from None
