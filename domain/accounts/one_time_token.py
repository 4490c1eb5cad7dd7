"""One-time tokens: the rows behind links in mails."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.accounts.email_address import MAX_EMAIL_LENGTH, EmailAddress
from domain.accounts.errors import LinkSpent
from domain.accounts.purposes import MAX_PURPOSE_LENGTH, Purpose
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field


class LinkEnd(StrEnum):
    """How a link ended before its time: it was followed to the end, a newer one took its place, or the account
    changed hands, or might have."""

    USED = "used"
    REPLACED = "replaced"
    VOIDED = "voided"


class OneTimeToken(Entity):
    """The row behind a link, for one act of one user. The secret part of the link is derived from ``pk`` and never
    stored. ``new_email`` is the address that a change of address leads to, ``old_email`` the previous one, which is
    notified. A newer token of the same purpose replaces an older one."""

    table_name = "one_time_tokens"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # it is part of the link
    user_id: Field[UUID] = field(index=True)
    purpose: Field[Purpose] = field(max_length=MAX_PURPOSE_LENGTH)
    new_email: Field[EmailAddress | None] = field(default=None, max_length=MAX_EMAIL_LENGTH)
    old_email: Field[EmailAddress | None] = field(default=None, max_length=MAX_EMAIL_LENGTH)
    created_at: Field[datetime] = field()
    expires_at: Field[datetime] = field(index=True)
    spent_at: Field[datetime | None] = field(default=None)
    ended_as: Field[LinkEnd | None] = field(default=None)

    @classmethod
    def issue(
        cls,
        pk: UUID,
        *,
        user_id: UUID,
        purpose: Purpose,
        at: datetime,
        life: timedelta,
        new_email: EmailAddress | None = None,
        old_email: EmailAddress | None = None,
    ) -> Self:
        """Returns a new token, which is good for its ``life``."""
        return cls(
            pk=pk,
            user_id=user_id,
            purpose=purpose,
            new_email=new_email,
            old_email=old_email,
            created_at=at,
            expires_at=at + life,
        )

    def is_good(self, *, at: datetime) -> bool:
        """Returns whether the token is neither spent nor expired; it may still be replaced by a newer one."""
        return self.spent_at is None and at < self.expires_at

    def spend(self, *, at: datetime) -> None:
        """Uses the token up, in the transaction of the act that it allows. Raises ``LinkSpent``."""
        if not self.is_good(at=at):
            raise LinkSpent
        self.end(LinkEnd.USED, at=at)

    def end(self, how: LinkEnd, *, at: datetime) -> None:
        """Makes the token unusable and stores the reason."""
        self.spent_at = at
        self.ended_as = how
