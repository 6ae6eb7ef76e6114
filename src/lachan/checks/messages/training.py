"""How the model is made: `python -m lachan.checks.messages.training` writes `model.npz` anew, always the same.

A logistic regression over the features of the project's own texts. The line from sum to score is fitted to answers on
texts of families that the answering model was not taught.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lachan.checks.messages.features import SIZE, features_of
from lachan.checks.messages.model import FILE, TRICK_SIZE, Model, for_tricks, write
from lachan.checks.messages.teaching import SEED, TIMES, Text, texts

STRENGTH = 3.0
"""The inverse of how strongly weights are held near zero."""
TRICK_STRENGTH = 4.0
CLOSE = 1e-3
"""How near to the best a fitting ends; nearer takes twice as long and judges no better."""
FOLDS = 2
_AT_ONCE = 2000


def taught_with(given: Sequence[Text]) -> str:
    """A fingerprint of texts and the number of features."""
    whole = hashlib.sha256(f"{SIZE} {STRENGTH} {TRICK_STRENGTH} {FOLDS}".encode())
    for one in given:
        whole.update(f"{one.trick}\t{one.content}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:16]


def train(given: Sequence[Text]) -> Model:
    """The model that the texts teach."""
    import warnings

    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold

    whole, tricks = _matrices([one.content for one in given])
    bad = np.array([one.bad for one in given])
    families = np.array([one.family for one in given])

    def fitted(rows: Any) -> Any:
        one = LogisticRegression(C=STRENGTH, tol=CLOSE, solver="liblinear", random_state=SEED)
        return one.fit(whole[rows], bad[rows])

    sums = np.zeros(len(given))
    for taught, asked in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(whole, bad, families):
        sums[asked] = fitted(taught).decision_function(whole[asked])
    line = LogisticRegression(C=1e6, solver="liblinear", random_state=SEED).fit(sums[:, None], bad)
    final = fitted(np.arange(len(given)))
    names = tuple(sorted({one.trick for one in given if one.bad}))
    kinds = np.array([names.index(one.trick) for one in given if one.bad])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        apart = _one_against_rest(tricks[bad], kinds, len(names))
    return Model(
        weights=final.coef_[0].astype(np.float32), base=float(final.intercept_[0]),
        slope=float(line.coef_[0, 0]), shift=float(line.intercept_[0]), tricks=names,
        trick_weights=apart[0], trick_bases=apart[1], taught=taught_with(given),
    )  # fmt: skip


def _one_against_rest(rows: Any, kinds: Any, many: int) -> tuple[Any, Any]:
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((TRICK_SIZE, many), dtype=np.float32)
    bases = np.zeros(many, dtype=np.float32)
    for kind in range(many):
        one = LogisticRegression(C=TRICK_STRENGTH, solver="liblinear", random_state=SEED).fit(rows, kinds == kind)
        weights[:, kind], bases[kind] = one.coef_[0], one.intercept_[0]
    return weights, bases


def _matrices(messages: Sequence[str]) -> tuple[Any, Any]:
    """The features of all messages as sparse matrices: for the score, and for telling tricks apart."""
    from scipy.sparse import csr_matrix, vstack

    whole: list[Any] = []
    tricks: list[Any] = []
    for begin in range(0, len(messages), _AT_ONCE):
        found = features_of(messages[begin : begin + _AT_ONCE])
        column, value = for_tricks(found.feature, found.value)
        for kept, values, columns, size in (
            (whole, found.value, found.feature, SIZE),
            (tricks, value, column, TRICK_SIZE),
        ):
            kept.append(csr_matrix((values, (found.message, columns)), shape=(found.messages, size)))
    return vstack(whole).tocsr(), vstack(tricks).tocsr()


def main() -> None:
    """Write the model beside this file, or where the first argument says."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name(FILE)
    write(train(texts(TIMES)), path)


if __name__ == "__main__":
    main()
