"""Learn the weights by which `lachan sites check` tells names of fraud that copy nobody, and what they reach.

    uv run --group training python scripts/train_sites.py            the weights and known.txt of the product, anew
    uv run --group training python scripts/train_sites.py --measure  a fifth of the fraud kept back, nothing written

Fraud: the two lists in scripts/sites. Honest names: half of scripts/sites/honest.csv (the other half is never trained
on), the list of names preloaded for HTTPS (hstspreload), the million most visited names of Tranco and of Chrome (MISP
warning lists). All are fixed by version, the sample by its seed: two runs give the same weights.
"""

import csv
import io
import json
import random
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from lachan.checks.sites.bulk import judge_block
from lachan.checks.sites.features import SLOTS, buffer_of, features
from lachan.checks.sites.register import register_of
from lachan.readers.brands import shipped_brands
from lachan.readers.name_files import NameFile, read_blocks

HERE = Path(__file__).parent / "sites"
PRODUCT = Path(__file__).parent.parent / "src/lachan/checks/sites"
SEED, SAMPLE = 7, 400_000
GIVEN_AWAY = (".tk", ".ml", ".ga", ".cf", ".gq")
"""Endings that cost nothing until 2023; their preloaded names are mostly thrown away."""
LEAST, LEAST_VN = -0.75, -0.4
"""The sums from which a name is told, elsewhere and under .vn: see docs/decisions/0019 for how they were chosen."""
MARGIN = 0.2
"""Well-known names are written down from so much below the limits: these can be lowered a little without a new list."""
PLAIN = re.compile(r"[a-z0-9.-]+")


def lines(file: Path) -> list[str]:
    """Names of a list without its heading."""
    return [one for one in file.read_text().splitlines() if one and not one.startswith("#")]


def honest(half: int) -> list[str]:
    """One half of the honest Vietnamese names; which one a name is in depends on nothing but itself."""
    with (HERE / "honest.csv").open(encoding="utf-8") as rows:
        return sorted(row["name"] for row in csv.DictReader(rows) if zlib.crc32(row["name"].encode()) % 2 == half)


def fraud() -> list[str]:
    """Both lists of fraud."""
    both = [*lines(HERE / "chongluadao.txt"), *lines(HERE / "hostsvn.txt")]
    return sorted({one.removeprefix("www.") for one in both})


def preloaded() -> Iterator[str]:
    """Every name of the preload list as hstspreload packs it: flags, length, name."""
    import hstspreload

    packed = Path(hstspreload.__file__).with_name("hstspreload.bin").read_bytes()
    at = 0
    while at < len(packed):
        flags, size = packed[at], packed[at + 1]
        if flags & 0x80:
            yield packed[at + 2 : at + 2 + size].decode("ascii")
        at += 2 + size


def visited() -> tuple[set[str], set[str]]:
    """The most visited names of Tranco, and of Chrome."""
    import pymispwarninglists

    folder = Path(pymispwarninglists.__file__).parent / "data/misp-warninglists/lists"

    def names(of: str) -> set[str]:
        listed = json.loads((folder / of / "list.json").read_text())["list"]
        bare = (one.rpartition("//")[2].strip("/").removeprefix("www.") for one in listed)
        return {one for one in bare if PLAIN.fullmatch(one)}

    return names("tranco"), names("google-chrome-crux-1million")


def matrix(names: Sequence[str]) -> Any:
    """The features of names, a row each."""
    parts = []
    for at in range(0, len(names), 20_000):
        part = list(names[at : at + 20_000])
        groups = list(features(buffer_of(part)))
        rows, slots = (np.concatenate([getattr(one, of) for one in groups]) for of in ("lines", "slots"))
        one = csr_matrix((np.ones(len(rows), np.float32), (rows, slots)), shape=(len(part), SLOTS))
        parts.append(one)
    return vstack(parts).tocsr()


def learned(bad: Any, good: Any, weights: Any) -> LogisticRegression:
    """A logistic regression; few honest names of Vietnam weigh as much as many foreign ones."""
    told = np.r_[np.ones(bad.shape[0]), np.zeros(good.shape[0])]
    model = LogisticRegression(C=0.6, solver="liblinear", tol=5e-3, random_state=0)
    return model.fit(vstack([bad, good]), told, sample_weight=np.r_[np.ones(bad.shape[0]), weights])


def main() -> None:
    """Measure, or write the product's weights and its list of well-known names."""
    bad = fraud()
    known = set(bad)
    tranco, chrome = (one - known for one in visited())
    own = honest(0)
    apart = set(own) | set(honest(1))
    world = random.Random(SEED).sample(sorted(x for x in tranco - apart if not x.endswith(".vn")), SAMPLE)
    small = sorted({x for x in preloaded() if PLAIN.fullmatch(x) and not x.endswith(GIVEN_AWAY)} - known - apart)
    country = sorted(x for x in (tranco | chrome) - apart if x.endswith(".vn"))
    good = matrix([*world, *small, *country, *own])
    weights = np.r_[np.full(len(world) + len(small), 0.5), np.full(len(country), 2.0), np.full(len(own), 4.0)]
    if "--measure" in sys.argv:
        measure(bad, good, weights, tranco | chrome)
        return
    model = learned(matrix(bad), good, weights)
    table, bias = model.coef_[0], float(model.intercept_[0])
    scale = float(np.abs(table).max()) / 127
    stored = {"table": np.round(table / scale).astype(np.int8), "scale": scale, "bias": bias}
    finish(stored, sorted(tranco | chrome))


def finish(stored: dict[str, Any], visited_: Sequence[str]) -> None:
    """Write known.txt, the well-known names that would be told were it empty, and the weights with their limits."""
    head = "# Made by scripts/train_sites.py out of Tranco (15/01/2025) and Chrome's list (23/12/2025)\n"
    (PRODUCT / "known.txt").write_text(head, encoding="ascii")
    np.savez_compressed(PRODUCT / "weights.npz", **stored, least=LEAST - MARGIN, least_vn=LEAST_VN - MARGIN)
    register, content = register_of(shipped_brands()), io.BytesIO("\n".join(visited_).encode())
    told = [
        visited_[one.row - 1]
        for block in read_blocks(content, NameFile("visited"))
        for one in judge_block(block, register)
    ]
    (PRODUCT / "known.txt").write_text(head + "\n".join([*told, ""]), encoding="ascii")
    np.savez_compressed(PRODUCT / "weights.npz", **stored, least=LEAST, least_vn=LEAST_VN)


def measure(bad: Sequence[str], good: Any, weights: Any, visited_: set[str]) -> None:
    """What is found of a fifth of the fraud, kept back by registered name, at which limit; prints one JSON line."""
    fold = np.array([zlib.crc32(".".join(one.split(".")[-2:]).encode()) % 5 for one in bad])
    rows = matrix(bad)
    model = learned(rows[fold != 0], good, weights)
    half = honest(1)
    told = {
        "fraud": dict(
            zip(
                [x for x, f in zip(bad, fold, strict=True) if f == 0],
                model.decision_function(rows[fold == 0]),
                strict=True,
            )
        ),
        "honest": dict(zip(half, model.decision_function(matrix(half)), strict=True)),
    }
    for given in sys.argv[sys.argv.index("--measure") + 1 :]:
        names = sorted({x.removeprefix("www.") for x in Path(given).read_text().split()} - set(bad))
        told[Path(given).name] = dict(zip(names, model.decision_function(matrix(names)), strict=True))
    sums = {of: {name: round(float(one), 3) for name, one in values.items()} for of, values in told.items()}
    known = sorted(name for of in sums for name in sums[of] if name in visited_)
    print(json.dumps({"sums": sums, "known": known}))


if __name__ == "__main__":
    main()
