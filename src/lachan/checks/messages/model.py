"""The model: a weight for every feature, kept as small whole numbers in `model.npz`, and what it says of messages."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lachan.checks.messages.features import HASHED, NAMED, Features, Floats
from lachan.checks.messages.fold import Places

FILE = "model.npz"
TRICK_BITS = 13
"""Tricks are told apart by fewer fingerprints: only messages that look bad are asked."""
_STEPS = 127
_SHARE = np.float32(0.44)


@dataclass(frozen=True, eq=False)
class Model:
    """Weights of features, what brings their sum to a score from 0 to 1, and the weights that tell tricks apart."""

    weights: Floats
    base: float
    slope: float
    shift: float
    tricks: tuple[str, ...]
    trick_weights: Floats
    """One column a trick."""
    trick_bases: Floats
    taught: str
    """The fingerprint of what it was taught with."""

    def parts(self, features: Features) -> Floats:
        """What each feature adds."""
        return self.weights[features.feature] * features.value

    def sums(self, features: Features, parts: Floats) -> npt.NDArray[np.float64]:
        """All of it, a message."""
        whole = np.bincount(features.message, weights=parts, minlength=features.messages)
        return whole.astype(np.float64) + self.base

    def scores(self, sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """From 0 to 1: the share of tricks among messages of such a sum, where as many are bad as honest."""
        return 1 / (1 + np.exp(-(self.slope * sums + self.shift)))

    def trick_of(self, features: Features, messages: Places) -> list[str]:
        """The likeliest trick of each of `messages`, in their order."""
        if not len(messages):
            return []
        rows = np.full(features.messages, -1, dtype=np.int32)
        rows[messages] = np.arange(len(messages))
        row = rows[features.message]
        held = np.flatnonzero(row >= 0)
        held = held[np.argsort(row[held], kind="stable")]
        columns, values = for_tricks(features.feature[held], features.value[held])
        added = self.trick_weights[columns] * values[:, None]
        sums = np.tile(self.trick_bases, (len(messages), 1))
        found, begins = np.unique(row[held], return_index=True)
        sums[found] += np.add.reduceat(added, begins, axis=0) if len(held) else 0
        return [self.tricks[at] for at in sums.argmax(axis=1)]


def for_tricks(feature: Places, value: Floats) -> tuple[Places, Floats]:
    """Numbers and values of features for telling tricks apart: words count more there than things told by name."""
    told = feature >= HASHED
    column = np.where(told, feature - HASHED + (1 << TRICK_BITS), feature % (1 << TRICK_BITS))
    return column, np.where(told, value * _SHARE, value)


TRICK_SIZE = (1 << TRICK_BITS) + len(NAMED)


def _small(values: Floats) -> tuple[npt.NDArray[np.int8], np.float32]:
    """Whole numbers of one byte, and what one step is worth."""
    step = np.float32(max(float(np.abs(values).max()), 1e-9) / _STEPS)
    return np.round(values / step).astype(np.int8), step


def write(model: Model, path: Path) -> None:
    """Keep the model; no code is in the file, only arrays of numbers and letters."""
    hashed, step = _small(model.weights[:HASHED])
    tricks, trick_step = _small(model.trick_weights)
    np.savez_compressed(
        path, hashed=hashed, step=step, named=model.weights[HASHED:], tricks=np.array(model.tricks),
        trick_weights=tricks,
        trick_step=trick_step, trick_bases=model.trick_bases, taught=np.array(model.taught),
        line=np.array([model.base, model.slope, model.shift]),
    )  # fmt: skip


def read(path: Path) -> Model:
    """The model in a file that `write` made."""
    with np.load(path, allow_pickle=False) as kept:
        base, slope, shift = (float(one) for one in kept["line"])
        weights = np.concatenate([kept["hashed"].astype(np.float32) * kept["step"], kept["named"].astype(np.float32)])
        return Model(
            weights=weights, base=base, slope=slope, shift=shift, tricks=tuple(str(one) for one in kept["tricks"]),
            trick_weights=kept["trick_weights"].astype(np.float32) * kept["trick_step"],
            trick_bases=kept["trick_bases"].astype(np.float32), taught=str(kept["taught"]),
        )  # fmt: skip


@cache
def shipped() -> Model:
    """The model of this version of the product."""
    return read(Path(str(files("lachan.checks.messages") / FILE)))
