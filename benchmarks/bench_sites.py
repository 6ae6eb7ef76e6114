"""Names of sites: copies of the same brands beside openSquat 2.3.1, and all kinds of fraud against their limits.

Prints one JSON line. FRAUD=…, POPULAR=…, HONEST=… name files of names, one a line (defaults: what the weights were
learned from, which flatters `kinds`, and the half of the honest names that was not). Both sides get the short names of
the same brands; each is timed by processor time in one process. openSquat comes with `uv sync --group rivals`;
without it the rival's part is left out. MANY=… made-up names are streamed by the command for its memory (default none).
"""

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lachan.checks.sites.bulk import judge_block
from lachan.checks.sites.register import Register, register_of
from lachan.readers.brands import shipped_brands
from lachan.readers.name_files import NameFile, read_blocks

LISTS = Path(__file__).parent.parent / "scripts" / "sites"
KEYS = frozenset({
    "vietcombank", "vietinbank", "bidv", "agribank", "techcombank", "mbbank", "sacombank", "vpbank", "tpbank",
    "hdbank", "momo", "zalopay", "vnpay", "viettel", "vinaphone", "mobifone", "shopee", "lazada", "tiki", "sendo",
    "dienmayxanh", "thegioididong", "vietnampost", "garena",
})  # fmt: skip
LIMITS = {"fraud": 0.70, "popular": 0.005, "honest": 0.01, "times_rival": 100}


def names_of(variable: str, *otherwise: Path) -> list[str]:
    """The names of a file that a variable names, or of the lists of the repository."""
    files = [Path(os.environ[variable])] if variable in os.environ else list(otherwise)
    lines = (line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line and not line.startswith("#")})


def honest() -> list[str]:
    """The half of the honest names that nothing was learned from."""
    if "HONEST" in os.environ:
        return names_of("HONEST")
    rows = (LISTS / "honest.csv").read_text(encoding="utf-8").splitlines()[1:]
    return sorted(name for row in rows if zlib.crc32((name := row.split(",")[0]).encode()) % 2)


def flagged(names: Sequence[str], register: Register, *, with_kinds: bool) -> set[int]:
    """The places of names of which something is said."""
    content = io.BytesIO("\n".join(names).encode())
    blocks = read_blocks(content, NameFile("names"))
    return {told.row for block in blocks for told in judge_block(block, register, with_kinds=with_kinds)}


def rival(names: Sequence[str], keywords: Sequence[str]) -> set[str] | None:
    """What openSquat says of the names by its own detector, with its default confidence."""
    try:
        from opensquat.squatting_detector import SquattingDetector
    except ImportError:
        return None
    detector = SquattingDetector(confidence_level=1)
    return {name for keyword in keywords for name in detector.check(keyword, list(names))}


def timed(work: Any) -> tuple[Any, float]:
    """What a piece of work gives, and its seconds of processor time."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def streamed(many: int) -> dict[str, float]:
    """The command over made-up names: seconds by the clock, and the most memory of any of its processes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.txt"
        with file.open("w") as out:
            for at in range(0, many, 100_000):
                out.write("".join(f"ten{zlib.crc32(b'%d' % one):x}.com.vn\n" for one in range(at, at + 100_000)))
        start = time.perf_counter()
        command = [sys.executable, "-m", "lachan.cli", "sites", "check", str(file), "--out", f"{folder}/out", "--json"]
        subprocess.run(command, check=True, capture_output=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        return {"rows": many, "seconds": round(time.perf_counter() - start, 1), "peak_gb": round(used, 2)}


def main() -> None:
    """Measure both sides in turn, and print the line."""
    fraud, good = names_of("FRAUD", LISTS / "chongluadao.txt", LISTS / "hostsvn.txt"), honest()
    popular = names_of("POPULAR") if "POPULAR" in os.environ else []
    whole = register_of(shipped_brands())
    same = register_of(tuple(one for one in shipped_brands() if one.key in KEYS))
    flagged(fraud[:100], same, with_kinds=True)  # tables are read once
    every = [*fraud, *popular]
    copies, taken = timed(lambda: flagged(every, same, with_kinds=False))
    line: dict[str, Any] = {"benchmark": "sites", "fraud": len(fraud), "popular": len(popular), "honest": len(good)}
    line["brands"] = {
        "found": sum(row <= len(fraud) for row in copies), "false": sum(row > len(fraud) for row in copies),
        "names_a_second": round(len(every) / taken),
    }  # fmt: skip
    # With two or three letters openSquat finds every name of two letters more: one in a hundred of the popular ones.
    keywords = sorted({short for brand in same.brands for short in brand.short if len(short) > 3})
    told, slow = timed(lambda: rival(every, keywords))
    if told is not None:
        line["opensquat"] = {
            "found": len(told & set(fraud)), "false": len(told & set(popular)),
            "names_a_second": round(len(every) / slow),
        }  # fmt: skip
        line["times_rival"] = round(slow / taken)
    parts, seconds = timed(lambda: [flagged(one, whole, with_kinds=True) for one in (fraud, popular, good)])
    line["kinds"] = {
        name: round(len(found) / max(len(of), 1), 4)
        for name, found, of in zip(("fraud", "popular", "honest"), parts, (fraud, popular, good), strict=True)
    } | {"names_a_second": round((len(every) + len(good)) / seconds)}
    if many := int(os.environ.get("MANY", "0")):
        line["streamed"] = streamed(many)
    print(json.dumps(line | {"limits": LIMITS}))


if __name__ == "__main__":
    main()
