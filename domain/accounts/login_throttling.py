"""Who may guess the password of an account, and how often.

Strangers share what they have: so many guesses from one network, and so many from everywhere. Whoever is known to have
signed in before has guesses of their own, so that no stranger can use them up. Known devices may also sign in where the
limit of their address is used up: so often for each account, whether the password is right or not.
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
    """``known_as`` names a device, or a session, that its owner signed in with before. ``is_beyond_limit`` says that
    the address has used up its sign-ins."""

    email: EmailAddress
    address: str | None
    known_as: str | None = None
    is_beyond_limit: bool = False

    @classmethod
    def of_session(cls, email: EmailAddress, session_id: UUID) -> Self:
        """By somebody who is signed in, or stole a token of theirs."""
        return cls(email=email, address=None, known_as=str(session_id))


@attrs.frozen
class LoginQuotas:
    """What a guess is taken from. A right password restores ``own``, takes back its guess from ``shared``, and has
    spent ``kept``."""

    own: Quota
    shared: tuple[Quota, ...] = ()
    kept: tuple[Quota, ...] = ()

    @property
    def all(self) -> tuple[Quota, ...]:
        return (self.own, *self.shared, *self.kept)


@attrs.frozen(kw_only=True)
class LoginThrottling:
    one_network: RateLimit
    unknown_devices: RateLimit
    known_device: RateLimit
    beyond_limit: RateLimit

    def quotas(self, guess: LoginAttempt) -> LoginQuotas:
        """By the address, whether it has an account or not."""
        account = casefolded(guess.email)
        if guess.known_as is not None:
            kept = (Quota(self.beyond_limit, account),) if guess.is_beyond_limit else ()
            return LoginQuotas(Quota(self.known_device, f"{account} {guess.known_as}"), kept=kept)
        own, *wider = quotas_of_address(self.one_network, guess.address, account)
        return LoginQuotas(own, (*wider, Quota(self.unknown_devices, account)))
