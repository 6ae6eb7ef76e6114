"""The dry run shows what a person has to look over: columns, conversions, rejected rows with their remedy, doubts."""

import io
from pathlib import Path

from rich.console import Console

from lachan.cli.understood import show_understood
from lachan.readers.subscribers import understand


def test_the_dry_run_names_columns_conversions_rejections_and_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "thue-bao.csv"
    file.write_text(
        "Số thuê bao;Họ tên [1];Mã lạ;Ngày sinh\n+84912345678;a;1;\n0912345679;b;2;hôm qua\n", encoding="utf-8"
    )
    out = io.StringIO()
    show_understood(understand([file]), Console(file=out, width=2000))
    shown = out.getvalue()
    assert "thue-bao.csv: CSV, utf-8, dấu chấm phẩy" in shown
    assert "Cột không dùng đến / columns not used: Họ tên [1], Mã lạ" in shown
    assert "• number: bỏ mã quốc gia 84" in shown
    assert "✗ 1 dòng, đầu tiên dòng 3, cột Ngày sinh: không đọc được ngày" in shown
    assert "[dates] formats" in shown
    assert "the file lacks the columns service" in shown
    assert "1 rows can be read, 1 are rejected" in shown
