"""Merkle trees, against the definition of RFC 6962 and its known answers."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit.merkle import leaf_hash, merkle_root

# The tree of eight leaves that implementations of Certificate Transparency are tested with, and its roots.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def tree_hash(contents: Sequence[bytes]) -> bytes:
    """The definition of section 2.1, word for word."""
    n = len(contents)
    if n == 0:
        return hashlib.sha256(b"").digest()
    if n == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    k = 1
    while k * 2 < n:
        k *= 2
    return hashlib.sha256(b"\x01" + tree_hash(contents[:k]) + tree_hash(contents[k:])).digest()


@pytest.mark.parametrize("count", range(9))
def test_the_known_roots_come_out(count: int) -> None:
    assert merkle_root(map(leaf_hash, LEAVES[:count])).hex() == ROOTS[count]


@pytest.mark.parametrize("count", range(70))
def test_a_root_is_that_of_the_definition(count: int) -> None:
    contents = [bytes([number]) for number in range(count)]

    assert merkle_root(map(leaf_hash, contents)) == tree_hash(contents)


@given(st.lists(st.binary(max_size=4), max_size=40), st.lists(st.binary(max_size=4), max_size=40))
def test_other_contents_have_another_root(contents: list[bytes], others: list[bytes]) -> None:
    assert (merkle_root(map(leaf_hash, contents)) == merkle_root(map(leaf_hash, others))) == (contents == others)


def test_a_node_is_not_taken_for_a_leaf() -> None:
    left, right = leaf_hash(b"left"), leaf_hash(b"right")

    assert merkle_root([left, right]) != merkle_root([leaf_hash(left + right)])
