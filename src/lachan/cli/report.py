"""`lachan … report` of subscribers, calls and messages: a workbook of a run with whole numbers, for a purpose in it."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from lachan.cli.refusals import refusals_told
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

FULL = "report-full.xlsx"
SECRET = 0o600
LEAST_PURPOSE, MOST_PURPOSE = 10, 300


def report(
    run_dir: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="thư mục kết quả / folder of a run")],
    unmask: Annotated[str, typer.Option(help="mục đích, ghi trên từng trang tính / purpose, written on each sheet")],
) -> None:
    """Bảng tính có số đầy đủ: report-full.xlsx / the workbook with whole numbers."""
    from lachan.checks.calls.rules import RULES as CALL_RULES
    from lachan.checks.messages.rules import RULES as MESSAGE_RULES
    from lachan.checks.runs import FINDINGS, SUMMARY
    from lachan.checks.subscribers.rules import RULES as SUBSCRIBER_RULES
    from lachan.documents import call_checks, message_checks, subscriber_checks

    with refusals_told():
        purpose = " ".join(unmask.split())
        if not LEAST_PURPOSE <= len(purpose) <= MOST_PURPOSE or not purpose.isprintable():
            raise InputError(
                "purpose",
                Wording(
                    f"cần ghi rõ mục đích sử dụng, từ {LEAST_PURPOSE} đến {MOST_PURPOSE} ký tự",
                    f"a clear purpose of {LEAST_PURPOSE} to {MOST_PURPOSE} characters is needed",
                ),
            )
        for name in (FINDINGS, SUMMARY):
            if not (run_dir / name).exists():
                raise _no_run(name)
        try:
            summary = json.loads((run_dir / SUMMARY).read_text(encoding="utf-8"))
            check = summary["check"]
        except (KeyError, TypeError, ValueError, RecursionError):
            raise _no_run(SUMMARY) from None
        out = run_dir / FULL
        # made for its owner alone before anything stands in it; the workbook then keeps the file and its rights
        out.unlink(missing_ok=True)
        os.close(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SECRET))
        if check == "messages":
            message_checks.write_report_xlsx(run_dir / FINDINGS, summary, MESSAGE_RULES, out, unmask=purpose)
        elif check == "calls":
            call_checks.write_report_xlsx(run_dir / FINDINGS, summary, CALL_RULES, out, unmask=purpose)
        else:
            subscriber_checks.write_report_xlsx(run_dir / FINDINGS, summary, SUBSCRIBER_RULES, out, unmask=purpose)
        typer.echo(
            f"Có dữ liệu cá nhân đầy đủ, chỉ người chạy lệnh đọc được; xong việc thì xóa: {out}\n"
            "It holds whole personal data, readable by its owner alone; delete it when done."
        )


def _no_run(name: str) -> InputError:
    return InputError(
        "no_run",
        Wording(
            "không có hoặc không đọc được trong thư mục này; hãy chạy lệnh check trước",
            "it is not in this folder or cannot be read; run the command check first",
        ),
        Place(file=name),
    )
