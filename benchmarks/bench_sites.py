"""Names of sites: copies of the same brands beside openSquat 2.3.1, and all kinds of fraud against their limits.

Prints one JSON line. FRAUD=…, POPULAR=…, HONEST=… name files of names, one a line (defaults: what the weights were
learned from, which flatters what is found, and the half of the honest names that was not). Both sides get the short
names of the same brands, of two, three and four letters and more; of the check only findings that name a brand are
counted. Speed is that over the popular names, by processor time in one process, of the check with all that it does.
BRANDS=… names a register (TOML) in place of the 24 brands. openSquat comes with `uv sync --group rivals`; without it
the rival's part is left out. MANY=… made-up names are streamed by the command through standard input for its memory
(default none).
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
from dataclasses import replace
from pathlib import Path
from typing import Any

from lachan.checks.sites.bulk import judge_block
from lachan.checks.sites.register import Register, register_of
from lachan.readers.brands import Brand, read_brands, shipped_brands
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


def flagged(names: Sequence[str], register: Register, *, of_a_brand: bool = False) -> set[int]:
    """The places of names of which something is said; of a brand, only where a finding names one."""
    content = io.BytesIO("\n".join(names).encode())
    told = (one for block in read_blocks(content, NameFile("names")) for one in judge_block(block, register))
    return {one.row for one in told if one.judged.brand or not of_a_brand}


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
    """The command over made-up names through standard input: seconds by the clock, and the most memory of a process."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-m", "lachan.cli", "sites", "check", "-", "--out", f"{folder}/out", "--json"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            assert process.stdin
            for at in range(0, many, 100_000):
                made = (f"ten{zlib.crc32(b'%d' % one):x}.com.vn\n" for one in range(at, min(at + 100_000, many)))
                process.stdin.write("".join(made).encode())
            process.stdin.close()
        if process.returncode:
            raise SystemExit(process.returncode)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        seconds = time.perf_counter() - start
        return {
            "rows": many,
            "seconds": round(seconds, 1),
            "a_second": round(many / seconds),
            "peak_gb": round(used, 2),
        }


def cut(brand: Brand, least: int) -> Brand:
    """A brand with only those of its short names that have so many letters."""
    short = tuple(one for one in brand.short if len(one) >= least)
    return replace(brand, short=short, words=brand.words & set(short))


def beside_rival(fraud: Sequence[str], popular: Sequence[str], brands: Sequence[Brand], least: int) -> dict[str, Any]:
    """Both sides over the same names, with the short names of the same brands that have so many letters and more."""
    same = register_of(tuple(one for one in (cut(brand, least) for brand in brands) if one.short))
    ordinary = sorted(set(popular) - set(fraud)) or fraud
    copies = flagged(fraud, same, of_a_brand=True)
    false, taken = timed(lambda: flagged(ordinary, same, of_a_brand=True))
    line: dict[str, Any] = {
        "found": len(copies), "false": len(false), "names_a_second": round(len(ordinary) / taken)
    }  # fmt: skip
    keywords = sorted({short for one in same.brands for short in one.short})
    told = rival(fraud, keywords)
    wrong, slow = timed(lambda: rival(ordinary, keywords))
    if told is not None and wrong is not None:
        line["opensquat"] = {
            "found": len(told), "false": len(wrong), "names_a_second": round(len(ordinary) / slow)
        }  # fmt: skip
        line["times_rival"] = round(slow / taken)
    return line


def main() -> None:
    """Measure both sides in turn, and print the line."""
    fraud, good = names_of("FRAUD", LISTS / "chongluadao.txt", LISTS / "hostsvn.txt"), honest()
    popular = names_of("POPULAR") if "POPULAR" in os.environ else []
    whole = register_of(shipped_brands())
    own = read_brands(Path(os.environ["BRANDS"])) if "BRANDS" in os.environ else shipped_brands()
    brands = own if "BRANDS" in os.environ else [one for one in own if one.key in KEYS]
    flagged(fraud[:100], whole)  # tables are read once
    line: dict[str, Any] = {"benchmark": "sites", "fraud": len(fraud), "popular": len(popular), "honest": len(good)}
    line["brands"] = {
        of: beside_rival(fraud, popular, brands, least)
        for of, least in (("two_letters", 2), ("three_letters", 3), ("four_letters", 4))
    }
    every = [*fraud, *popular]
    parts, seconds = timed(lambda: [flagged(one, whole) for one in (fraud, popular, good)])
    line["kinds"] = {
        name: round(len(found) / max(len(of), 1), 4)
        for name, found, of in zip(("fraud", "popular", "honest"), parts, (fraud, popular, good), strict=True)
    } | {"names_a_second": round((len(every) + len(good)) / seconds)}
    if many := int(os.environ.get("MANY", "0")):
        line["streamed"] = streamed(many)
    print(json.dumps(line | {"limits": LIMITS}))


if __name__ == "__main__":
    main()
