"""The account of a person: who they are, whether they may enter, and what ends their sessions."""

from collections.abc import Container
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.accounts.email_address import MAX_EMAIL_LENGTH, EmailAddress
from domain.accounts.errors import (
    AccountLocked,
    CannotTargetSelf,
    EmailTaken,
    LastStaffMember,
    NotStaff,
    StaleVersion,
)
from domain.accounts.events import SessionsEnded, UserLocked, UserRegistered, UserUnlocked
from domain.accounts.person_name import MAX_NAME_LENGTH, PersonName
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language
from domain.shared_kernel.mixins import StatusMixin, TimeStampMixin
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import casefolded


class User(Entity, TimeStampMixin, StatusMixin):
    """``token_version`` counts the acts that end sessions; a session lives while it bears the current one, or is the
    one that the person's own change of password spared. ``status_reason`` is what staff noted when they last locked or
    unlocked."""

    pk: Field[UUID] = field()  # type: ignore[assignment]  # people are numbered at random, rows in order
    email: Field[EmailAddress] = field(max_length=MAX_EMAIL_LENGTH, unique=EmailTaken, compare_by=casefolded)
    password_hash: Field[str | None] = field(default=None)
    first_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH, compare_by=casefolded)
    last_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH, compare_by=casefolded, index=True)
    language: Field[Language] = field(default=DEFAULT_LANGUAGE)
    is_staff: Field[bool] = field(default=False)
    is_email_verified: Field[bool] = field(default=False)
    status_reason: Field[str | None] = field(default=None)
    token_version: Field[int] = field(default=1)
    spared_session_id: Field[UUID | None] = field(default=None)

    @classmethod
    def register(
        cls,
        pk: UUID,
        *,
        email: EmailAddress,
        password_hash: str | None,
        first_name: PersonName,
        last_name: PersonName,
        language: Language,
        at: datetime,
    ) -> Self:
        """A new account."""
        user = cls(
            pk=pk,
            email=email,
            password_hash=password_hash,
            first_name=first_name,
            last_name=last_name,
            language=language,
            created_at=at,
            updated_at=at,
        )
        user.record(UserRegistered(user_id=pk, at=at))
        return user

    @property
    def personal_words(self) -> tuple[str, ...]:
        """What a password of this person must not be made of."""
        return (self.email, self.first_name, self.last_name)

    def require_version(self, expected: Container[int] | None) -> None:
        """Refuses an act on an account that is no longer as the caller saw it; ``None`` expects nothing."""
        if expected is not None and self.version not in expected:
            raise StaleVersion

    def require_entry(self, platform: Platform) -> None:
        """Refuses those who may not enter; asked only after the right password."""
        if self.is_locked:
            raise AccountLocked
        if platform is Platform.ADMIN and not self.is_staff:
            raise NotStaff

    def may_stay(self, platform: Platform) -> bool:
        """Whether sessions on this platform may live at all."""
        return self.is_active and (platform is Platform.CUSTOMER or self.is_staff)

    def honours(self, session_id: UUID, token_version: int) -> bool:
        """Whether a session with this stamp has outlived everything that ends sessions."""
        return token_version == self.token_version or session_id == self.spared_session_id

    def edit(
        self,
        *,
        at: datetime,
        first_name: PersonName | None = None,
        last_name: PersonName | None = None,
        language: Language | None = None,
    ) -> None:
        """Changes what is given."""
        self.first_name = first_name or self.first_name
        self.last_name = last_name or self.last_name
        self.language = language or self.language
        self.updated_at = at

    def lock(self, *, by: UUID, at: datetime, reason: str | None, active_staff: int) -> None:
        """Shuts the person out at once and everywhere. ``active_staff`` counts those who could still let people in."""
        if by == self.pk:
            raise CannotTargetSelf
        if self.is_locked:
            return
        if self.is_staff and active_staff <= 1:
            raise LastStaffMember
        self.is_locked = True
        self.status_reason = reason
        self.end_sessions(at=at)
        self.record(UserLocked(user_id=self.pk, by=by, at=at))

    def unlock(self, *, by: UUID, at: datetime, reason: str | None = None) -> None:
        """Lets the person in again; sessions that ended stay ended."""
        if not self.is_locked:
            return
        self.is_locked = False
        self.status_reason = reason
        self.updated_at = at
        self.record(UserUnlocked(user_id=self.pk, by=by, at=at))

    def change_password(self, password_hash: str, *, at: datetime, sparing: UUID | None) -> None:
        """Ends every session but the one that the change was made from."""
        self.password_hash = password_hash
        self.end_sessions(at=at, sparing=sparing)

    def end_sessions(self, *, at: datetime, sparing: UUID | None = None) -> None:
        """Logs out all devices, on both platforms, in the commit of this change."""
        self.token_version += 1
        self.spared_session_id = sparing
        self.updated_at = at
        self.record(SessionsEnded(user_id=self.pk, spared=sparing, at=at))

    def grant_staff(self, *, at: datetime) -> None:
        """Gives the right to enter the admin platform, to an address that is known to be theirs."""
        self.is_staff = True
        self.is_email_verified = True
        self.updated_at = at
