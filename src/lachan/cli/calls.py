"""`lachan calls …`: live calls and call records at an operator."""

import typer

from lachan.cli.calls_screen import screen
from lachan.cli.calls_verify import verify_call

app = typer.Typer(no_args_is_help=True, help="Cuộc gọi: sàng lọc, kiểm chữ ký / calls: live screening, signatures")


@app.callback()
def calls() -> None:
    """Cuộc gọi: sàng lọc, kiểm chữ ký / calls: live screening, signatures."""


app.command()(screen)
app.command("verify")(verify_call)
