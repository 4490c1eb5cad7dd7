"""A guess costs its quotas, unless it could not be compared or was right."""

import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from application.accounts.services.check_password import CheckPassword
from application.accounts.services.password_service import PasswordService
from domain.accounts.email_address import EmailAddress
from domain.accounts.login_throttling import LoginAttempt
from domain.accounts.password_policy import PasswordPolicy
from domain.shared_kernel.errors import RateLimitException, ServiceUnavailableException
from tests.support.memory_ports import GUESSES, PASSWORD, MemoryPorts

ATTEMPT = LoginAttempt(email=EmailAddress("ada@example.org"), address="192.0.2.7")


class WatchedHasher(Argon2PasswordHasher):
    """Writes down the decoys that it is given; it has no memory for the first ``failures`` of them."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__(memory_kib=8, time_cost=1)
        self.decoys: list[str | None] = []
        self.failures = failures

    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        self.decoys.append(decoy)
        if len(self.decoys) <= self.failures:
            raise ServiceUnavailableException
        return await super().verify(password_hash, password, decoy=decoy)


def checked_by(memory: MemoryPorts, hasher: WatchedHasher) -> CheckPassword:
    passwords = PasswordService(PasswordPolicy(memory.passwords.policy.common), hasher)
    return CheckPassword(passwords, memory.check_password.decoys, memory.limiter, GUESSES)


async def test_a_password_is_compared_at_the_costs_that_are_chosen_for_its_address(memory: MemoryPorts) -> None:
    hasher = WatchedHasher()
    check_password = checked_by(memory, hasher)
    for user in (None, await memory.add_user()):
        await check_password(user, PASSWORD, ATTEMPT)
    chosen = await memory.check_password.decoys.parameters_for(ATTEMPT.email)
    assert hasher.decoys == [chosen, chosen]


async def test_a_password_that_could_not_be_compared_costs_nothing(memory: MemoryPorts) -> None:
    ada, failures = await memory.add_user(), GUESSES.one_network.quota + 1
    check_password = checked_by(memory, WatchedHasher(failures))
    for _time in range(failures):
        with pytest.raises(ServiceUnavailableException):
            await check_password(ada, PASSWORD, ATTEMPT)
    assert await check_password(ada, PASSWORD, ATTEMPT)


async def test_a_right_password_gives_back_what_wrong_ones_took_of_its_own_quota(memory: MemoryPorts) -> None:
    ada = await memory.add_user()
    for _round in range(2):
        for _time in range(GUESSES.one_network.quota - 1):
            assert not await memory.check_password(ada, "not the password", ATTEMPT)
        assert await memory.check_password(ada, PASSWORD, ATTEMPT)
    for _time in range(GUESSES.one_network.quota):
        await memory.check_password(ada, "not the password", ATTEMPT)
    with pytest.raises(RateLimitException):
        await memory.check_password(ada, PASSWORD, ATTEMPT)
