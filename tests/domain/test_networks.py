import pytest

from domain.shared_kernel.networks import plain_address, plain_text, quotas_of_address, widest_network
from domain.shared_kernel.rate_limits import RateLimit

POLICY = RateLimit("sign-ins", 10, 60)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("fe80::1%" + "x" * 200, "fe80::1"),
    ],
)
def test_an_address_has_one_form(text: str, plain: str) -> None:
    assert (str(plain_address(text)), plain_text(text)) == (plain, plain)


@pytest.mark.parametrize("text", ["", "192.0.2", "192.0.2.7%eth0", "example.org", "2001:db8::g"])
def test_text_that_is_no_address_is_refused(text: str) -> None:
    for read in (plain_address, plain_text):
        with pytest.raises(ValueError, match="address"):
            read(text)


@pytest.mark.parametrize(("text", "network"), [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1::/48")])
def test_the_widest_network_of_one_customer_is_a_48(text: str, network: str) -> None:
    assert widest_network(plain_address(text)) == network


def test_an_ipv6_address_has_larger_quotas_for_wider_networks() -> None:
    quotas = quotas_of_address(POLICY, "2001:db8:1:2ff:3::4", "ada")
    assert [(quota.policy, quota.owner) for quota in quotas] == [
        (POLICY, "ada 2001:db8:1:2ff::/64"),
        (RateLimit("sign-ins-56", 20, 60), "ada 2001:db8:1:200::/56"),
        (RateLimit("sign-ins-48", 30, 60), "ada 2001:db8:1::/48"),
    ]


@pytest.mark.parametrize(("text", "owner"), [("192.0.2.7", "192.0.2.7"), (None, "unknown"), ("?", "unknown")])
def test_another_address_has_one_quota(text: str | None, owner: str) -> None:
    [quota] = quotas_of_address(POLICY, text)
    assert (quota.policy, quota.owner) == (POLICY, owner)
