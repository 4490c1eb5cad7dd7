"""Second factors of an account."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field

MAX_FACTORS = 5
"""Confirmed factors of one account."""
MAX_LABEL_LENGTH = 100


class Factor(Entity):
    """One second factor of a user. ``kind`` names its method. ``secret`` is encrypted, for this row alone. ``counter``
    is the last value that was accepted of what the method counts, so that nothing is accepted twice: of TOTP the time
    step. Until it is confirmed a factor proves nothing."""

    table_name = "factors"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # clients see it
    user_id: Field[UUID] = field(index=True)
    kind: Field[str] = field(max_length=32)
    label: Field[str | None] = field(default=None, max_length=MAX_LABEL_LENGTH)
    secret: Field[str] = field()
    counter: Field[int] = field(default=0)
    is_confirmed: Field[bool] = field(default=False)
    created_at: Field[datetime] = field()
    last_used_at: Field[datetime | None] = field(default=None)

    @classmethod
    def enrol(cls, pk: UUID, *, user_id: UUID, kind: str, label: str | None, secret: str, at: datetime) -> Self:
        """Returns a new factor, which has to be confirmed."""
        return cls(pk=pk, user_id=user_id, kind=kind, label=label, secret=secret, created_at=at)

    def use(self, counter: int, *, at: datetime) -> None:
        """Records that the value ``counter`` was accepted; no value up to it is accepted again."""
        self.counter = counter
        self.last_used_at = at

    def confirm(self, counter: int, *, at: datetime) -> None:
        """Makes the factor count, by its first code, which is used up too."""
        self.use(counter, at=at)
        self.is_confirmed = True


def bound_to(user_id: UUID, factor_id: UUID) -> bytes:
    """Returns the bytes that a secret is encrypted with, so that it cannot be moved to another row or account."""
    return user_id.bytes + factor_id.bytes
