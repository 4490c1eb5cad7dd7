"""Whose address counts, where proxies stand in between."""

import logging
from collections.abc import Callable
from functools import partial
from ipaddress import _BaseAddress, ip_address, ip_network
from uuid import UUID

import pytest
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.rate_limits.client_address import MAX_PROXIES, ClientAddresses
from entrypoints.http.rate_limits.proxy_detection import MIN_REQUESTS, MIN_SECONDS, ProxyDetection

OURS = ClientAddresses((ip_network("10.0.0.0/8"), ip_network("2001:db8::/32")))
PROXY = ip_address("10.0.0.1")
ANNA, BEN, CAT = (UUID(int=n) for n in range(3))


def walked(*lines: str, peer: str = "10.0.0.1") -> str:
    return str(OURS.walk(ip_address(peer), lines))


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        ([], "10.0.0.1"),
        (["203.0.113.9"], "203.0.113.9"),
        (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        (["203.0.113.9, 10.0.0.2, 2001:db8::7"], "203.0.113.9"),
        (["198.51.100.1", "203.0.113.9,10.0.0.2"], "203.0.113.9"),
        (["203.0.113.9:4711"], "203.0.113.9"),
        (["2001:67c::5"], "2001:67c::5"),
        (["[2001:67c::5]"], "2001:67c::5"),
        (["[2001:67c::5]:4711"], "2001:67c::5"),
        (["::ffff:203.0.113.9"], "203.0.113.9"),
        (["203.0.113.9, ::ffff:10.0.0.2"], "203.0.113.9"),
        (["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        (["203.0.113.9, [], 10.0.0.2"], "10.0.0.2"),
        (["203.0.113.9, []:80, 10.0.0.2"], "10.0.0.2"),
        (["203.0.113.9, nonsense, 10.0.0.2"], "10.0.0.2"),
        (["203.0.113.9,"], "10.0.0.1"),
        ([""], "10.0.0.1"),
        (["unknown"], "10.0.0.1"),
        (["[203.0.113.9"], "10.0.0.1"),
        (["203.0.113.9:port"], "10.0.0.1"),
    ],
)
def test_the_last_that_no_trusted_proxy_stands_behind_counts(lines: list[str], address: str) -> None:
    assert walked(*lines) == address


def test_a_peer_that_is_not_trusted_names_no_other_address() -> None:
    assert walked("203.0.113.9", peer="192.0.2.1") == "192.0.2.1"


_trusted = st.builds("10.{}.{}.{}".format, *[st.integers(0, 255)] * 3)
_foreign = st.ip_addresses().map(str).filter(lambda text: not OURS._trusts(ip_address(text)))
_anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(_anything), _foreign, st.lists(_trusted, max_size=MAX_PROXIES - 1))
def test_the_own_address_of_a_client_counts_whatever_it_writes(
    written: list[str], client: str, proxies: list[str]
) -> None:
    line = ",".join([*written, client, *proxies])
    assert ip_address(walked(line)) == _plain(client)


def _plain(text: str) -> _BaseAddress:
    address = ip_address(text.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


@given(st.lists(st.lists(_foreign | _trusted | _anything, max_size=3).map(",".join), max_size=4))
def test_several_lines_are_one_list(lines: list[str]) -> None:
    assert walked(*lines) == walked(",".join(lines)) or not lines


def asked(addresses: ClientAddresses, **headers: str) -> str | None:
    return addresses.of(make_mocked_request("GET", "/", headers={n.replace("_", "-"): v for n, v in headers.items()}))


def test_a_connection_without_an_address_has_none() -> None:
    assert asked(OURS, X_Forwarded_For="203.0.113.9") is None


def test_a_proxy_that_nobody_named_is_told_of_once(caplog: pytest.LogCaptureFixture) -> None:
    watch = ProxyDetection()
    for _ in range(3):
        watch.record_untrusted_proxy("192.0.2.1")
    (record,) = caplog.records
    assert (record.message, vars(record)["address"]) == ("untrusted_proxy", "192.0.2.1")
    assert "CORTEX_TRUSTED_PROXIES" in vars(record)["hint"]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def watched(
    *,
    people: tuple[UUID, ...] = (ANNA, BEN, CAT),
    seconds: float = MIN_SECONDS,
    address: str | None = "192.0.2.1",
    expects_loopback: bool = True,
) -> None:
    clock = Clock()
    watch = ProxyDetection(clock, expects_loopback=expects_loopback)
    for number in range(MIN_REQUESTS * 2):
        watch.record_user(address, people[number % len(people)])
        clock.now += seconds / MIN_REQUESTS


@pytest.mark.parametrize(("address", "expects_loopback"), [("192.0.2.1", True), ("127.0.0.1", False), ("::1", False)])
def test_a_single_address_of_all_users_is_logged_once(
    caplog: pytest.LogCaptureFixture, address: str, expects_loopback: bool
) -> None:
    with caplog.at_level(logging.WARNING, "cortex.http"):
        watched(address=address, expects_loopback=expects_loopback)
    (record,) = caplog.records
    assert (record.message, vars(record)["address"]) == ("all_requests_from_one_address", address)
    assert "CORTEX_TRUSTED_PROXIES" in vars(record)["hint"]


@pytest.mark.parametrize(
    "watch_quietly",
    [
        partial(watched, people=(ANNA, BEN)),
        partial(watched, seconds=MIN_SECONDS / 3),
        partial(watched, address="127.0.0.1"),
        partial(watched, address="::1"),
        partial(watched, address=None),
    ],
)
def test_a_few_people_a_rush_and_this_very_machine_are_no_reason(
    caplog: pytest.LogCaptureFixture, watch_quietly: Callable[[], None]
) -> None:
    watch_quietly()
    assert caplog.records == []


def test_a_user_at_another_address_begins_the_count_anew(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    watch = ProxyDetection(clock)
    for number in range(MIN_REQUESTS * 3):
        clock.now += 1
        watch.record_user("192.0.2.1" if number % 900 else "198.51.100.7", (ANNA, BEN, CAT)[number % 3])
    assert caplog.records == []
