"""The texts that the model was not taught."""

from pathlib import Path

HELDOUT = Path(__file__).parent / "heldout"


def heldout(name: str) -> list[tuple[str, str]]:
    """Each text of `bad` or `honest` with its trick or kind."""
    kind, found = "", []
    for line in (HELDOUT / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kind = line.removeprefix("#").strip()
        elif line.strip():
            found.append((kind, line))
    return found
