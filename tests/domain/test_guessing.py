from uuid import UUID

import pytest

from domain.accounts.email_address import EmailAddress
from domain.accounts.guessing import Guess, GuessPolicy
from domain.shared_kernel.limits import Policy
from domain.shared_kernel.networks import network_of

HERE, ALL, DEVICE = Policy("here", 10, 900), Policy("all", 100, 3600), Policy("device", 10, 900)
POLICY = GuessPolicy(from_network=HERE, from_strangers=ALL, from_device=DEVICE)
ADA = EmailAddress("Ada@Example.org")


def guess(email=ADA, network="192.0.2.1", known_as=None):
    return POLICY.budgets(Guess(email=email, network=network, known_as=known_as))


def policies(budgets):
    return [budget.policy for budget in budgets.all]


def test_a_stranger_has_what_their_network_has_and_what_all_strangers_have():
    assert policies(guess()) == [HERE, ALL]
    assert guess().own.policy is HERE


def test_strangers_share_the_account_whatever_their_network_and_however_it_is_written():
    one, other = guess(), guess(EmailAddress("aDA@example.ORG"), "198.51.100.7")
    assert one.shared == other.shared
    assert one.own != other.own


def test_another_account_has_budgets_of_its_own():
    eve = guess(EmailAddress("eve@example.org"))
    assert not set(eve.all) & set(guess().all)


def test_a_known_device_has_nothing_but_its_own_wherever_it_is():
    at_home, abroad = guess(known_as="d1"), guess(network="203.0.113.5", known_as="d1")
    assert at_home == abroad
    assert policies(at_home) == [DEVICE]
    assert guess(known_as="d2") != at_home


def test_a_session_counts_as_a_known_device():
    session = UUID(int=7)
    assert policies(POLICY.budgets(Guess.of_session(ADA, session))) == [DEVICE]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.1%eth0", "unknown"),
        ("nonsense", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_network_is_what_one_customer_of_a_provider_has(address, network):
    assert network_of(address) == network
