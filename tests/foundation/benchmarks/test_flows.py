"""The requests of a connection, and the check of their answers."""

from itertools import repeat

import pytest

from tests.benchmarks.load.flows import SAMPLE, RefreshChain, Series
from tests.benchmarks.load.responses import Response


def test_a_refresh_chain_presents_each_token_once() -> None:
    chain = RefreshChain("first", str.encode)
    assert chain.request() == b"first"
    assert chain.fault(Response(200, b'{"access_token":"a","refresh_token":"second"}')) is None
    assert chain.request() == b"second"
    assert chain.fault(Response(200, b'{"refresh_token": "third"}')) is None
    assert chain.request() == b"third"


def test_a_refresh_that_brings_no_new_token_is_a_fault() -> None:
    chain = RefreshChain("first", str.encode)
    assert chain.fault(Response(200, b"{}")) == "no new token"
    assert chain.fault(Response(200, b'{"refresh_token":"first"}')) == "no new token"
    assert chain.fault(Response(401, b'{"refresh_token":"second"}')) == "status 401"
    assert chain.request() == b"first"


def test_every_status_of_a_series_is_checked() -> None:
    series = Series(repeat(b"request"), status=201, check=bool)
    assert [series.fault(Response(status, b"[1]")) for status in (201, 200, 503)] == [None, "status 200", "status 503"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"name": "Ada"}', b'{"email": null}'])
def test_a_body_that_cannot_be_checked_is_wrong(body: bytes) -> None:
    series = Series(repeat(b"request"), status=200, check=lambda document: document["email"].startswith("ada"))
    assert series.fault(Response(200, body)) == "wrong body"


def test_a_sample_of_the_bodies_of_a_series_is_checked() -> None:
    series = Series(repeat(b"request"), status=200, check=bool)
    faults = [series.fault(Response(200, b"[]")) for _ in range(2 * SAMPLE)]
    assert [number for number, fault in enumerate(faults) if fault == "wrong body"] == [0, SAMPLE]
