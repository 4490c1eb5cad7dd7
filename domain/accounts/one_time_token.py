"""What a link in a mail stands for: one act of one person, once, for a while."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

import attrs

from domain.accounts.email_address import MAX_EMAIL_LENGTH, EmailAddress
from domain.accounts.errors import LinkSpent
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field


class Purpose(StrEnum):
    """The act."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a purpose, no password
    CHANGE_EMAIL = "change_email"
    INVITATION = "invitation"


class LinkEnd(StrEnum):
    """How a link ended before its time: it was followed to the end, a newer one took its place, or the account
    changed hands, or might have."""

    USED = "used"
    REPLACED = "replaced"
    VOIDED = "voided"


@attrs.frozen
class LinkPolicy:
    """How long links of each purpose are good for."""

    verify_email: timedelta = timedelta(hours=24)
    reset_password: timedelta = timedelta(hours=1)
    change_email: timedelta = timedelta(hours=24)
    invitation: timedelta = timedelta(days=7)

    def life_of(self, purpose: Purpose) -> timedelta:
        life: timedelta = getattr(self, purpose.value)
        return life


class OneTimeToken(Entity):
    """The row behind a link; the secret part of the link is worked out from ``pk`` and never stored. ``new_email`` is
    the address that a change of address leads to, ``old_email`` the one that it leaves, which is told of it. A newer
    token of the same purpose replaces the older."""

    table_name = "one_time_tokens"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # it is part of the link
    user_id: Field[UUID] = field(index=True)
    purpose: Field[Purpose] = field()
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
        policy: LinkPolicy,
        new_email: EmailAddress | None = None,
        old_email: EmailAddress | None = None,
    ) -> Self:
        """A token that was not used yet."""
        return cls(
            pk=pk,
            user_id=user_id,
            purpose=purpose,
            new_email=new_email,
            old_email=old_email,
            created_at=at,
            expires_at=at + policy.life_of(purpose),
        )

    def is_good(self, *, at: datetime) -> bool:
        """Whether it can still be used, unless a newer one has replaced it."""
        return self.spent_at is None and at < self.expires_at

    def spend(self, *, at: datetime) -> None:
        """Uses the token up, in the transaction of the act that it allows. Raises ``LinkSpent``."""
        if not self.is_good(at=at):
            raise LinkSpent
        self.end(LinkEnd.USED, at=at)

    def end(self, how: LinkEnd, *, at: datetime) -> None:
        """Nobody can use it any more."""
        self.spent_at = at
        self.ended_as = how
