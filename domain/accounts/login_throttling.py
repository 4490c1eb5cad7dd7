"""Limits of password guesses for each account.

Guesses from unknown devices share two limits: one for each network and one for all networks together. A known device
has a limit of its own, so that no stranger can use it up. Known devices may also sign in while the limit of their
network address is used up: a limited number of times for each account, whether the password is right or not.
"""

from typing import Self
from uuid import UUID

import attrs

from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.networks import quotas_of_address
from domain.shared_kernel.rate_limits import Quota, RateLimit
from domain.shared_kernel.text import casefolded


@attrs.frozen(kw_only=True)
class LoginAttempt:
    """A guess at the password of an account. ``known_as`` is the id of a device, or of a session, that the owner signed
    in with before. ``is_beyond_limit`` means that the network address has used up its sign-ins."""

    email: EmailAddress
    address: str | None
    known_as: str | None = None
    is_beyond_limit: bool = False

    @classmethod
    def of_session(cls, email: EmailAddress, session_id: UUID) -> Self:
        """Returns the attempt of a client that holds a live session; its token may be stolen."""
        return cls(email=email, address=None, known_as=str(session_id))


@attrs.frozen
class LoginQuotas:
    """The quotas that a guess is counted against. A right password resets ``own``, refunds ``shared`` and leaves
    ``kept`` spent."""

    own: Quota
    shared: tuple[Quota, ...] = ()
    kept: tuple[Quota, ...] = ()

    @property
    def all(self) -> tuple[Quota, ...]:
        """Every quota that a guess takes a unit of."""
        return (self.own, *self.shared, *self.kept)


@attrs.frozen(kw_only=True)
class LoginThrottling:
    """The rate limits of guesses for each account, and of ``sign_ins`` from one address."""

    sign_ins: RateLimit
    one_network: RateLimit
    unknown_devices: RateLimit
    known_device: RateLimit
    beyond_limit: RateLimit

    def of_address(self, address: str | None) -> tuple[Quota, ...]:
        """Returns the quotas of sign-ins from a network address, whatever the accounts are."""
        return quotas_of_address(self.sign_ins, address)

    def quotas(self, attempt: LoginAttempt) -> LoginQuotas:
        """Returns the quotas of a guess. They depend on the address alone, not on whether it has an account."""
        account = casefolded(attempt.email)
        if attempt.known_as is not None:
            kept = (Quota(self.beyond_limit, account),) if attempt.is_beyond_limit else ()
            return LoginQuotas(Quota(self.known_device, f"{account} {attempt.known_as}"), kept=kept)
        own, *wider = quotas_of_address(self.one_network, attempt.address, account)
        return LoginQuotas(own, (*wider, Quota(self.unknown_devices, account)))
