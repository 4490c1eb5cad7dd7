"""For whom connections are counted."""

import pytest

from bootstrap.adapters.connections import connection_owners
from bootstrap.settings.settings import Settings
from tests.support.app_harness import settings_of


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("10.0.0.7", None),
        ("::ffff:10.0.0.7", None),
        ("192.168.3.4", None),
        ("127.0.0.1", "127.0.0.1"),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_counted_unless_it_is_that_of_a_trusted_proxy(address: str | None, owner: str | None) -> None:
    settings = settings_of(trusted_proxies=("10.0.0.7", "192.168.0.0/16"))
    assert connection_owners(settings.limits)(address) == owner


def test_the_addresses_of_one_customer_are_counted_together() -> None:
    owner_of = connection_owners(Settings().limits)
    assert owner_of("2001:db8::1") == owner_of("2001:db8:0:ffff::2") != owner_of("2001:db8:1::1")
