"""Learn the weights by which `lachan sites check` tells names of fraud that copy nobody, and what they reach.

    uv run --group training python scripts/train_sites.py            the weights and known.txt of the product, anew
    uv run --group training python scripts/train_sites.py --measure  parts of the fraud kept back, nothing written

Fraud: the two lists in scripts/sites. Honest names: half of scripts/sites/honest.csv (the other half is never trained
on), the list of names preloaded for HTTPS (hstspreload), the million most visited names of Tranco and of Chrome (MISP
warning lists). All are fixed by version, the sample by its seed: two runs give the same weights.

`--measure` takes files of popular names that nothing is learned from, `--parts 0,1` for which of five parts are kept
back in turn (0 and 1), and `--families` to keep names back by what is left of them without digits and hyphens, so that
no name of a series is on both sides. It prints a JSON line a part.
"""

import argparse
import csv
import hashlib
import io
import json
import random
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from lachan.checks.sites.bulk import judge_block
from lachan.checks.sites.features import SLOTS, buffer_of, families, lines_of
from lachan.checks.sites.judge import judge
from lachan.checks.sites.register import register_of
from lachan.readers.brands import shipped_brands
from lachan.readers.errors import InputError
from lachan.readers.name_files import NameFile, read_blocks
from lachan.readers.names import read_name
from lachan.readers.suffixes import parts_of

HERE = Path(__file__).parent / "sites"
PRODUCT = Path(__file__).parent.parent / "src/lachan/checks/sites"
SEED, SAMPLE, STRENGTH, ROUNDS = 7, 400_000, 0.2, 80
GIVEN_AWAY = (".tk", ".ml", ".ga", ".cf", ".gq")
"""Endings that cost nothing until 2023; their preloaded names are mostly thrown away."""
LEAST, LEAST_VN = -0.77, -0.5
"""The sums from which a name is told, elsewhere and under .vn: see docs/decisions/0019 for how they were chosen."""
MARGIN = 0.2
"""Well-known names are written down from so much below the limits: these can be lowered a little without a new list."""
PLAIN = re.compile(r"[a-z0-9.-]+")
OLD_ENDINGS = frozenset({
    "com", "net", "org", "info", "biz", "edu", "gov", "mil", "int", "name", "pro", "mobi", "asia", "tel", "jobs", "cat",
    "travel", "museum", "coop", "aero", "xxx", "arpa",
})  # fmt: skip
WORLD, WORLD_NEW, COUNTRY, OWN = 0.5, 0.125, 2.0, 4.0
"""What an honest name counts: of the world, of the world under an ending opened since 2013, of the country, gathered
by hand. A third of the fraud has such a new ending, hardly one honest Vietnamese name, and one in a hundred popular
ones; Tranco, which counts what machines ask for, has nine in a hundred."""


def lines(file: Path) -> list[str]:
    """Names of a list without its heading."""
    return [one for one in file.read_text().splitlines() if one and not one.startswith("#")]


def honest(half: int) -> list[str]:
    """One half of the honest Vietnamese names; which one a name is in depends on nothing but itself."""
    with (HERE / "honest.csv").open(encoding="utf-8") as rows:
        return sorted(row["name"] for row in csv.DictReader(rows) if zlib.crc32(row["name"].encode()) % 2 == half)


def fraud() -> dict[str, list[str]]:
    """Both lists of fraud."""
    return {
        of: sorted({one.removeprefix("www.") for one in lines(HERE / f"{of}.txt")}) for of in ("chongluadao", "hostsvn")
    }


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


def opened_lately(name: str) -> bool:
    """Whether an ending is one of those that everybody may open since 2013; those of countries have two letters."""
    ending = name.rpartition(".")[2]
    return len(ending) > 2 and ending not in OLD_ENDINGS


def good_names(bad: set[str], tranco: set[str], chrome: set[str]) -> tuple[list[str], NDArray[np.float64]]:
    """The honest names to learn from, and what each counts."""
    own = honest(0)
    apart = set(own) | set(honest(1)) | bad
    world = random.Random(SEED).sample(sorted(x for x in tranco - apart if not x.endswith(".vn")), SAMPLE)
    world += sorted({x for x in preloaded() if PLAIN.fullmatch(x) and not x.endswith(GIVEN_AWAY)} - apart)
    country = sorted(x for x in (tranco | chrome) - apart if x.endswith(".vn"))
    weights = [WORLD_NEW if opened_lately(x) else WORLD for x in world] + [COUNTRY] * len(country) + [OWN] * len(own)
    return [*world, *country, *own], np.array(weights)


def matrix(names: Sequence[str]) -> Any:
    """The features of names, a row each."""
    parts = []
    for at in range(0, len(names), 20_000):
        part = list(names[at : at + 20_000])
        buffer = buffer_of(part)
        found = lines_of(buffer)
        number, rows, slots = found.numbers(), [], []
        for family in families(buffer, found):
            kept = slice(None) if family.kept is None else np.flatnonzero(family.kept)
            rows.append(np.arange(len(part)) if family.kept is None else number[kept])
            slots.append(family.slots[kept].astype(np.int32))
        where = (np.concatenate(rows).astype(np.int32), np.concatenate(slots))
        parts.append(csr_matrix((np.ones(len(where[0]), np.float32), where), shape=(len(part), SLOTS)))
    return vstack(parts).tocsr()


def learned(bad: Any, good: Any, weights: NDArray[np.float64]) -> LogisticRegression:
    """A logistic regression, stopped after so many rounds; few honest names of Vietnam count like many foreign ones."""
    told = np.r_[np.ones(bad.shape[0]), np.zeros(good.shape[0])]
    model = LogisticRegression(C=STRENGTH, solver="lbfgs", tol=1e-6, max_iter=ROUNDS)
    with threadpool_limits(1), warnings.catch_warnings():  # one thread sums in one order: the same weights every time
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(vstack([bad, good]).tocsr(), told, sample_weight=np.r_[np.ones(bad.shape[0]), weights])


def main() -> None:
    """Measure, or write the product's weights and its list of well-known names."""
    given = argparse.ArgumentParser()
    given.add_argument("--measure", nargs="*", type=Path)
    given.add_argument("--parts", default="0,1")
    given.add_argument("--families", action="store_true")
    asked = given.parse_args()
    bad = fraud()
    tranco, chrome = visited()
    if asked.measure is not None:
        for part in map(int, asked.parts.split(",")):
            print(json.dumps(measure(bad, (tranco, chrome), asked.measure, part, by_family=asked.families)), flush=True)
        return
    both = sorted({*bad["chongluadao"], *bad["hostsvn"]})
    good, weights = good_names(set(both), tranco, chrome)
    model = learned(matrix(both), matrix(good), weights)
    table, bias = model.coef_[0], float(model.intercept_[0])
    scale = float(np.abs(table).max()) / 127
    stored = {"table": np.round(table / scale).astype(np.int8), "scale": scale, "bias": bias}
    finish(stored, sorted((tranco | chrome) - set(both)))


def finish(stored: dict[str, Any], visited_: Sequence[str]) -> None:
    """Write known.txt, the well-known names that would be told were it empty, and the weights with their limits."""
    head = "# Made by scripts/train_sites.py out of Tranco (15/01/2025) and Chrome's list (23/12/2025)\n"
    (PRODUCT / "known.txt").write_text(head, encoding="ascii")
    np.savez_compressed(PRODUCT / "weights.npz", **stored, least=LEAST - MARGIN, least_vn=LEAST_VN - MARGIN)
    register, content = register_of(shipped_brands()), io.BytesIO("\n".join(visited_).encode())
    told = {
        visited_[one.row - 1]: None
        for block in read_blocks(content, NameFile("visited"))
        for one in judge_block(block, register)
    }
    (PRODUCT / "known.txt").write_text(head + "\n".join([*told, ""]), encoding="ascii")
    np.savez_compressed(PRODUCT / "weights.npz", **stored, least=LEAST, least_vn=LEAST_VN)


def bare(text: str) -> str:
    """The host of a line of a list, nothing where it is none."""
    try:
        return read_name(text).host
    except InputError:
        return ""


def part_of(name: str, *, by_family: bool) -> int:
    """Which of five parts a name is in; by family, all names that differ in digits and hyphens alone are in one."""
    told = re.sub(r"[\d-]+", "", parts_of(name).registrable.partition(".")[0]) if by_family else name
    return int(hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 5


def measure(
    bad: dict[str, list[str]], lists: tuple[set[str], set[str]], given: Sequence[Path], part: int, *, by_family: bool
) -> dict[str, Any]:
    """What the whole check tells of a part of the fraud that was kept back, of names given, and of honest ones."""
    both = sorted({*bad["chongluadao"], *bad["hostsvn"]})
    kept = {one for one in both if part_of(one, by_family=by_family) == part}
    known = lists[0] | lists[1]
    good, weights = good_names(set(both) - kept, *lists)
    model = learned(matrix([one for one in both if one not in kept]), matrix(good), weights)
    register = register_of(shipped_brands())

    def told(names: Sequence[str]) -> float:
        sums = model.decision_function(matrix(names))
        many = 0
        for name, total in zip(names, sums.tolist(), strict=True):
            judged = judge(read_name(name), register, total)
            # A kept-back name that very many visit would have been written down as known.
            many += bool(judged.rule) and (bool(judged.brand) or parts_of(name).registrable not in known)
        return round(many / len(names), 4)

    line: dict[str, Any] = {"part": part, "by_family": by_family, "limits": [LEAST, LEAST_VN], "kept_back": len(kept)}
    line["fraud"] = told(sorted(kept))
    for of, names in bad.items():
        line[of] = told(sorted(kept & set(names)))
    line["honest"] = told(honest(1))
    for file in given:
        names = sorted({x for x in map(bare, file.read_text().split()) if x} - set(both))
        line[file.stem] = told(names)
    return line


if __name__ == "__main__":
    main()
