"""Who may guess the password of an account, and how often.

Strangers share what they have: so many guesses from one network, and so many from everywhere. Whoever is known to have
signed in before has guesses of their own, so that no stranger can use them up.
"""

from typing import Self
from uuid import UUID

import attrs

from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.limits import Budget, Policy
from domain.shared_kernel.text import casefolded


@attrs.frozen(kw_only=True)
class Guess:
    """``known_as`` names a device, or a session, that its owner signed in with before."""

    email: EmailAddress
    network: str
    known_as: str | None = None

    @classmethod
    def of_session(cls, email: EmailAddress, session_id: UUID) -> Self:
        """By somebody who is signed in, or stole a token of theirs."""
        return cls(email=email, network="", known_as=str(session_id))


@attrs.frozen
class GuessBudgets:
    """What a guess is taken from. A right password restores ``own``, and takes back its guess from ``shared``."""

    own: Budget
    shared: tuple[Budget, ...] = ()

    @property
    def all(self) -> tuple[Budget, ...]:
        return (self.own, *self.shared)


@attrs.frozen(kw_only=True)
class GuessPolicy:
    from_network: Policy
    from_strangers: Policy
    from_device: Policy

    def budgets(self, guess: Guess) -> GuessBudgets:
        """By the address, whether it has an account or not."""
        account = casefolded(guess.email)
        if guess.known_as is not None:
            return GuessBudgets(Budget(self.from_device, f"{account} {guess.known_as}"))
        own = Budget(self.from_network, f"{account} {guess.network}")
        return GuessBudgets(own, (Budget(self.from_strangers, account),))
