from uuid import UUID

import pytest

from domain.accounts.email_address import EmailAddress
from domain.accounts.login_throttling import LoginAttempt, LoginQuotas, LoginThrottling
from domain.shared_kernel.networks import quotas_of_address
from domain.shared_kernel.rate_limits import RateLimit

HERE, ALL, DEVICE = RateLimit("here", 10, 900), RateLimit("all", 100, 3600), RateLimit("device", 10, 900)
BEYOND = RateLimit("beyond", 5, 900)
SIGN_INS = RateLimit("sign-ins", 60, 60)
POLICY = LoginThrottling(
    sign_ins=SIGN_INS, one_network=HERE, unknown_devices=ALL, known_device=DEVICE, beyond_limit=BEYOND
)
ADA = EmailAddress("Ada@Example.org")


def guess(
    email: EmailAddress = ADA, address: str = "192.0.2.1", known_as: str | None = None, is_beyond_limit: bool = False
) -> LoginQuotas:
    return POLICY.quotas(LoginAttempt(email=email, address=address, known_as=known_as, is_beyond_limit=is_beyond_limit))


def policies(quotas: LoginQuotas) -> list[RateLimit]:
    return [quota.policy for quota in quotas.all]


def test_a_stranger_has_what_their_network_has_and_what_all_strangers_have() -> None:
    assert policies(guess()) == [HERE, ALL]
    assert guess().own.policy is HERE


def test_strangers_share_the_account_whatever_their_network_and_however_it_is_written() -> None:
    one, other = guess(), guess(EmailAddress("aDA@example.ORG"), "198.51.100.7")
    assert one.shared == other.shared
    assert one.own != other.own


def test_every_account_has_budgets_of_its_own() -> None:
    eve = EmailAddress("eve@example.org")
    assert not set(guess(eve).all) & set(guess().all)
    hers, mine = [guess(email, known_as="d1", is_beyond_limit=True) for email in (eve, ADA)]
    assert not set(hers.all) & set(mine.all)


def test_a_known_device_has_nothing_but_its_own_wherever_it_is() -> None:
    at_home, abroad = guess(known_as="d1"), guess(address="203.0.113.5", known_as="d1")
    assert at_home == abroad
    assert policies(at_home) == [DEVICE]
    assert guess(known_as="d2") != at_home


def test_a_session_counts_as_a_known_device() -> None:
    session = UUID(int=7)
    assert policies(POLICY.quotas(LoginAttempt.of_session(ADA, session))) == [DEVICE]


def test_a_known_device_beyond_the_limit_of_its_address_spends_what_all_devices_of_the_account_share() -> None:
    one, other = guess(known_as="d1", is_beyond_limit=True), guess(known_as="d2", is_beyond_limit=True)
    assert policies(one) == [DEVICE, BEYOND]
    assert one.kept == other.kept
    assert one.shared == ()


@pytest.mark.parametrize(
    ("address", "owners"),
    [
        ("192.0.2.1", ["192.0.2.1"]),
        ("::ffff:192.0.2.1", ["192.0.2.1"]),
        ("2001:db8:1:2f3:3:4:5:6", ["2001:db8:1:2f3::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"]),
        ("fe80::1%eth0", ["fe80::/64", "fe80::/56", "fe80::/48"]),
        ("192.0.2.1%eth0", ["unknown"]),
        ("nonsense", ["unknown"]),
        ("", ["unknown"]),
        (None, ["unknown"]),
    ],
)
def test_an_address_spends_what_the_networks_around_it_have(address: str | None, owners: list[str]) -> None:
    quotas = quotas_of_address(HERE, address)
    assert [quota.owner for quota in quotas] == owners
    assert [(quota.policy.name, quota.policy.quota) for quota in quotas] == [
        ("here", 10),
        ("here-56", 20),
        ("here-48", 30),
    ][: len(owners)]
