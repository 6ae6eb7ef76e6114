"""Every variable that the source reads is described in docs/settings.md, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
PAGE = SOURCE.parent / "docs" / "settings.md"
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]*) \|", re.MULTILINE)
NAME = re.compile(r"PORT|LACHAN_[A-Z_]+")
FREE_DEFAULT = ""  # computed from other values: the page tells it in words


def read_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Name and default of every variable that a module reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "envvar" and isinstance(node.value, ast.Constant):
            yield str(node.value.value), FREE_DEFAULT
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name, function = str(node.args[0].value), ast.unparse(node.func)
        if function == "secret":
            yield f"LACHAN_{name.upper()}_FILE", FREE_DEFAULT
        if function.startswith("environment.") or function in ("os.environ.get", "os.getenv"):
            given = [*node.args[1:], *(one.value for one in node.keywords if one.arg == "default")]
            yield name, _literal(given[0]) if given else FREE_DEFAULT


def _literal(node: ast.expr) -> str:
    if not isinstance(node, ast.Constant):
        return FREE_DEFAULT
    return {True: "1", False: "0"}.get(node.value, str(node.value)) if isinstance(node.value, bool) else str(node.value)


def read_by_source() -> dict[str, str]:
    """All variables of the source, with the default where it is a plain value."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for name, default in read_in(ast.parse(path.read_text(encoding="utf-8"))):
            if NAME.fullmatch(name):
                found[name] = found.get(name) or default
    return found


def test_the_page_and_the_source_name_the_same_variables() -> None:
    rows = [name for name, _default in ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert len(rows) == len(set(rows))
    assert set(rows) == set(read_by_source())


def test_the_page_tells_the_defaults_of_the_source() -> None:
    told = dict(ROW.findall(PAGE.read_text(encoding="utf-8")))
    for name, default in read_by_source().items():
        if default:
            assert f"`{default}`" in told[name], name


def test_every_way_to_read_a_variable_is_seen() -> None:
    module = (
        "a = environment.province('LACHAN_A', 'x')\nb = environment.switch('LACHAN_B', default=False)\n"
        "c = secret('key_of_c', folder)\nd = typer.Option(envvar='PORT')\ne = os.environ.get('LACHAN_E')\n"
    )
    assert sorted(read_in(ast.parse(module))) == [
        ("LACHAN_A", "x"), ("LACHAN_B", "0"), ("LACHAN_E", ""), ("LACHAN_KEY_OF_C_FILE", ""), ("PORT", ""),
    ]  # fmt: skip
