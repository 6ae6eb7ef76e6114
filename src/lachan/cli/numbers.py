"""`lachan numbers …`: what a shown number is and why to doubt it, for one number or a file of a million."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from lachan.cli.refusals import refusals_told, tell
from lachan.readers.errors import InputError, Place
from lachan.vietnam.numbers import Explained, Protected, TrunkKind, area_words, explain
from lachan.vietnam.wording import Wording
from lachan.vietnam.zone import VIETNAM

Told = Callable[[str], Explained]
Writes = Callable[[str, Explained], None]
app = typer.Typer(
    no_args_is_help=True, help="Số điện thoại: là gì, vì sao đáng ngờ / what a number is, why to doubt it"
)
COLUMNS = ("number", "kind", "normal", "allocated_to", "area", "country", "signs", "why")
PATTERN_MARKS = frozenset("?*")
SHOWN = 20
"""Rows that cannot be read, named one by one; the others are counted."""


@app.callback()
def numbers() -> None:
    """Số điện thoại: là gì, vì sao đáng ngờ / what a number is, why to doubt it."""


@app.command("explain")
def explain_numbers(
    number: Annotated[
        list[str] | None, typer.Argument(metavar="NUMBER", help="số như hiện trên máy / numbers as shown")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="tệp CSV (cột number) hoặc TXT / CSV or TXT file"),
    ] = None,
    trunk_kind: Annotated[
        TrunkKind | None, typer.Option(help="cuộc gọi vào từ trung kế nào / where the call came in")
    ] = None,
    protected: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="số được bảo vệ, mỗi dòng một số hoặc mẫu / protected numbers, patterns"
        ),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="ngày gọi, mặc định hôm nay / day of the call, else today"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="mỗi số một dòng JSON / one line of JSON a number")] = False,
    out: Annotated[
        Path | None, typer.Option(dir_okay=False, help="tệp kết quả, với --file / results, with --file")
    ] = None,
) -> None:
    """Giải thích số: loại, mạng được cấp, vùng, dạng cũ, dấu hiệu đáng ngờ / explain numbers, and why to doubt them."""
    if bool(number) == (file is not None):
        raise typer.BadParameter("cần số hoặc --file / give numbers or --file")
    if out and not file:
        raise typer.BadParameter("--out chỉ dùng với --file / --out goes with --file")
    if out and file and out.resolve() == file.resolve():
        raise typer.BadParameter("--out phải khác --file / --out must not be the file itself")
    day = (as_of or datetime.now(VIETNAM)).date()
    with refusals_told():
        told = partial(explain, trunk_kind=trunk_kind, on=day, protected=_protected(protected) if protected else None)
        if file is None:
            for one in number or ():
                typer.echo(_json(one, told(one)) if as_json else _readable(one, told(one)))
            return
        bad = _explain_file(file, told, as_json=as_json, out=out)
    if bad:
        raise typer.Exit(1)


def _protected(file: Path) -> Protected:
    """The numbers and patterns of a file; a line that is neither is refused by its place alone."""
    from lachan.readers.number_files import read_lines

    kept: dict[bool, list[str]] = {False: [], True: []}
    for row in read_lines(file):
        if isinstance(row, InputError):
            raise row
        is_pattern = not PATTERN_MARKS.isdisjoint(row.text)
        try:
            Protected([], [row.text]) if is_pattern else Protected([row.text])
        except ValueError:
            raise InputError(
                "protected",
                Wording("không phải số hay mẫu số", "is neither a number nor a pattern"),
                Place(file=file.name, row=row.line),
            ) from None
        kept[is_pattern].append(row.text)
    return Protected(kept[False], kept[True])


def _explain_file(file: Path, told: Told, *, as_json: bool, out: Path | None) -> int:
    """Explain each number of the file; how many rows could not be read. `out` is written whole or not at all."""
    from lachan.readers.number_files import read_numbers

    console = Console(stderr=True)
    signs: Counter[str] = Counter()
    rows = bad = 0
    with (
        Progress(console=console, disable=not console.is_terminal) as bars,
        _written(out) if out else nullcontext(sys.stdout) as target,
    ):
        task = bars.add_task("Giải thích số / explaining", total=None)
        write = _json_writer(target) if as_json else _csv_writer(target)
        for row in read_numbers(file, progress=lambda done, whole: bars.update(task, completed=done, total=whole)):
            if isinstance(row, InputError):
                bad += 1
                if bad <= SHOWN:
                    tell(row)
                continue
            found = told(row.text)
            write(row.text, found)
            rows += 1
            if found.signs:
                signs.update({one.code for one in found.signs})
    _tell_counts(rows, bad, signs)
    return bad


@contextmanager
def _written(out: Path) -> Iterator[IO[str]]:
    """A file beside `out` that takes its place when everything is written, and goes when something fails."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=out.parent, prefix=f".{out.name}.", delete=False
    ) as file:
        part = Path(file.name)
        try:
            yield file.file
            file.close()
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)


def _csv_writer(target: IO[str]) -> Writes:
    """Rows of CSV, in which no spreadsheet finds a formula."""
    from lachan.documents.tables import harmless

    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(COLUMNS)

    def write(number: str, found: Explained) -> None:
        area, country = found.area, found.country
        rows.writerow(
            (
                harmless(number),
                found.kind.value,
                found.normal or found.new_form or "",
                found.allocated_to,
                area_words(area).vi if area else "",
                country.name.vi if country else "",
                " ".join(f"{one.code.value}:{one.key}" for one in found.signs),
                found.why.vi if found.signs else "",
            )
        )

    return write


def _json_writer(target: IO[str]) -> Writes:
    def write(number: str, found: Explained) -> None:
        target.write(f"{_json(number, found)}\n")

    return write


def _json(number: str, found: Explained) -> str:
    """One number as one line: codes for programs, both languages for people."""
    area, country = found.area, found.country
    shown: dict[str, Any] = {
        "number": number,
        "kind": found.kind.value,
        "what": _both(found.description),
        "normal": found.normal,
        "new_form": found.new_form,
        "changed_on": found.changed_on.isoformat() if found.changed_on else None,
        "allocated_to": found.allocated_to or None,
        "area": area._asdict() if area else None,
        "country": {"code": country.code, "iso": country.iso or None, **_both(country.name)} if country else None,
        "signs": [{"code": one.code.value, "sign": one.key, **_both(one.wording)} for one in found.signs],
    }
    return json.dumps(shown, ensure_ascii=False)


def _both(wording: Wording) -> dict[str, str]:
    return {"vi": wording.vi, "en": wording.en}


def _readable(number: str, found: Explained) -> str:
    """A few lines for a person."""
    lines = [f"{number}: {found.description.vi} / {found.description.en}"]
    if found.normal:
        lines.append(f"  dạng chuẩn / normal form: {found.normal}")
    if found.changed_on:
        day = found.changed_on.strftime("%d/%m/%Y")
        lines.append(f"  dạng cũ; từ {day} số này là / old form; since {day} it is: {found.new_form}")
    if found.allocated_to:
        lines.append(
            f"  đầu số cấp cho {found.allocated_to}; mạng đang phục vụ không rõ (chuyển mạng giữ số) / "
            f"prefix allocated to {found.allocated_to}; who serves it is not known (portability)"
        )
    lines += [f"  ! {one.code.value} {one.wording.vi} / {one.wording.en}" for one in found.signs]
    if not found.signs:
        lines.append(
            "  không thấy dấu hiệu ở dạng số; số hiện ra có thể bị giả / no sign in its form; it may be forged"
        )
    return "\n".join(lines)


def _tell_counts(rows: int, bad: int, signs: Mapping[str, int]) -> None:
    found = ", ".join(f"{code} {signs[code]:,}" for code in sorted(signs)) or "0"
    typer.echo(
        f"{rows:,} số, {bad:,} dòng không đọc được; dấu hiệu: {found} / "
        f"{rows:,} numbers, {bad:,} rows not read; signs: {found}",
        err=True,
    )
