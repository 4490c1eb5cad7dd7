"""Bodies in bounds, packed or not."""

import gzip
import json
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from tests.entrypoints.http.client import LOGIN, Client

LOGIN_PATH = "/customer/auth/login"
GOOD = json.dumps(LOGIN).encode()


def padded(size: int) -> bytes:
    return GOOD + b" " * (size - len(GOOD))


async def test_64_kib_are_read_and_one_byte_more_is_refused(http: Client) -> None:
    most = await http.post_raw(LOGIN_PATH, padded(65_536))
    more = await http.post_raw(LOGIN_PATH, padded(65_537))
    assert (most.status, more.status, more.code) == (200, 413, "body_too_large")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
async def test_the_bound_holds_for_the_unpacked_body(http: Client, pack: Callable[[bytes], bytes]) -> None:
    coding = "gzip" if pack is gzip.compress else "deflate"
    most = await http.post_raw(LOGIN_PATH, pack(padded(65_536)), Content_Encoding=coding)
    more = await http.post_raw(LOGIN_PATH, pack(padded(65_537)), Content_Encoding=coding)
    assert (most.status, more.status) == (200, 413)


async def test_a_bomb_is_not_unpacked(http: Client) -> None:
    bomb = gzip.compress(b" " * 60_000_000)
    assert len(bomb) < 65_536
    tracemalloc.start()
    reply = await http.post_raw(LOGIN_PATH, bomb, Content_Encoding="gzip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (reply.status, reply.code) == (413, "body_too_large")
    assert peak < 4_000_000


PACKED = gzip.compress(GOOD)
BROKEN_PACKS = {
    "not packed": GOOD,
    "cut off": PACKED[:-9],
    "without its end": PACKED[:-1],
    "a wrong sum": PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:],
    "something behind": PACKED + b"x",
    "one byte": b"\x1f",
    "a packed pack": gzip.compress(PACKED),
}


@pytest.mark.parametrize("body", BROKEN_PACKS.values(), ids=BROKEN_PACKS)
async def test_a_broken_pack_is_malformed(http: Client, body: bytes) -> None:
    reply = await http.post_raw(LOGIN_PATH, body, Content_Encoding="gzip")
    assert (reply.status, reply.code) == (400, "malformed_body")


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "nonsense"])
async def test_an_unknown_coding_is_unsupported(http: Client, coding: str) -> None:
    reply = await http.post_raw(LOGIN_PATH, PACKED, Content_Encoding=coding)
    assert (reply.status, reply.code) == (415, "unsupported_media_type")
