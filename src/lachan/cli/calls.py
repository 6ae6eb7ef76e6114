"""`lachan calls …`: live calls and call records at an operator."""

import typer

from lachan.cli.calls_certificates import certificates
from lachan.cli.calls_check import check
from lachan.cli.calls_screen import screen
from lachan.cli.calls_verify import verify_call
from lachan.cli.report import report

app = typer.Typer(
    no_args_is_help=True, help="Cuộc gọi: rà soát, sàng lọc, kiểm chữ ký / calls: records, live screening, signatures"
)


@app.callback()
def calls() -> None:
    """Cuộc gọi: rà soát, sàng lọc, kiểm chữ ký / calls: records, live screening, signatures."""


app.command()(check)
app.command()(report)
app.command()(screen)
app.command("verify")(verify_call)
app.command()(certificates)
