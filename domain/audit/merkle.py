"""Merkle trees as RFC 6962, section 2.1, defines them, over SHA-256."""

import hashlib
from collections.abc import Iterable

_LEAF, _NODE = b"\x00", b"\x01"
"""Prefixes, so that no node can be taken for a leaf."""


def leaf_hash(content: bytes) -> bytes:
    """Returns the hash of a leaf."""
    return hashlib.sha256(_LEAF + content).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Returns the root over hashes of leaves, in their order; over none it is the hash of nothing.

    ``complete`` has the roots of complete subtrees from left to right, each with its number of leaves: a power of two
    that is smaller than the one before. A new leaf completes every subtree that is as large as what stands behind it;
    at the end the rest is folded from the right."""
    complete: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, node = 1, leaf
        while complete and complete[-1][0] == size:
            node = _node(complete.pop()[1], node)
            size *= 2
        complete.append((size, node))
    if not complete:
        return hashlib.sha256().digest()
    root = complete.pop()[1]
    while complete:
        root = _node(complete.pop()[1], root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
