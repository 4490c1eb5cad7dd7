"""The count of a person's second steps, over all of their factors together."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.credentials.errors import FactorsLocked, InvalidChallenge
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field

MAX_FAILURES = 100
"""Wrong codes in a row, ever (NIST SP 800-63B, 5.2.2): with six digits and three good at a time, one account in
3 300 falls to an attacker who knows the password."""


class FactorAttempts(Entity):
    """The second steps of one account; ``pk`` is the account's. Each step changes this row in its transaction, so that
    of steps that race only one takes effect. ``failures`` counts wrong codes since the last right one, whatever the
    factor. ``spent`` has the challenges that were answered and have not expired: ``<id>@<seconds>``, with blanks."""

    table_name = "factor_attempts"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # that of the account
    failures: Field[int] = field(default=0)
    spent: Field[str] = field(default="")

    @classmethod
    def of(cls, user_id: UUID) -> Self:
        """Returns the row of an account that has never used a factor."""
        return cls(pk=user_id)

    def require_left(self) -> None:
        """Raises ``FactorsLocked`` once there were too many wrong codes."""
        if self.failures >= MAX_FAILURES:
            raise FactorsLocked

    def require_unspent(self, challenge_id: UUID) -> None:
        """Raises ``InvalidChallenge`` for a challenge that was answered before."""
        if any(entry.startswith(f"{challenge_id}@") for entry in self.spent.split()):
            raise InvalidChallenge

    def fail(self) -> None:
        """Counts a wrong code."""
        self.failures += 1

    def succeed(self) -> None:
        """Begins to count anew after a right code."""
        self.failures = 0

    def spend(self, challenge_id: UUID, *, expires_at: datetime, at: datetime) -> None:
        """Notes a challenge that was answered, for as long as it could be sent again, and forgets those that are
        over."""
        now = int(at.timestamp())
        kept = [entry for entry in self.spent.split() if int(entry.partition("@")[2]) >= now]
        self.spent = " ".join([*kept, f"{challenge_id}@{int(expires_at.timestamp())}"])
