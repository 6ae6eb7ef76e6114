"""Who hangs together: connected components of the ties between identities, and a guard against chains.

Rows are few here (ties, not records), so arrays in memory are enough; the engine made the ties.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
FAR = 4
"""Two personal numbers that differ in this many of the twelve digits are no two slips of one."""


def components(count: int, left: Labels, right: Labels) -> Labels:
    """The smallest member of its component for each of `count` nodes, edges given by their two ends."""
    label = np.arange(count)
    while True:
        ends = np.minimum(label[left], label[right])
        if np.array_equal(label[left], label[right]):
            return label
        np.minimum.at(label, label[left], ends)
        np.minimum.at(label, label[right], ends)
        while True:
            shorter = label[label]
            if np.array_equal(shorter, label):
                break
            label = shorter


def apart(one: int, other: int) -> int:
    """In how many digits two personal numbers differ."""
    return sum(a != b for a, b in zip(f"{one:012}", f"{other:012}", strict=True))


def without_chains(ties: Iterable[tuple[int, int, bool]], cards: dict[int, int]) -> dict[int, int]:
    """Groups of the nodes that `ties` (strongest first) join, when no group may hold two contradicting cards.

    `cards`: the personal number of a node where it fits its own record. A tie that was scored with the contradiction in
    view (third member true) has paid for it and may join; a chain over others may not.
    """
    parent: dict[int, int] = {}
    held: dict[int, set[int]] = {}

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right, paid in ties:
        one, other = sorted((root(left), root(right)))
        if one == other:
            continue
        for node in (one, other):
            held.setdefault(node, {cards[node]} if node in cards else set())
        if not paid and any(apart(a, b) >= FAR for a in held[one] for b in held[other]):
            continue
        parent[other] = one
        held[one] |= held.pop(other)
    return {node: root(node) for node in parent}
