"""The account of a person: who they are, whether they may enter, and what ends their sessions."""

from collections.abc import Container
from datetime import datetime
from typing import Self
from uuid import UUID

import attrs

from domain.accounts.actor import OPERATOR, Actor
from domain.accounts.email_address import MAX_EMAIL_LENGTH, EmailAddress
from domain.accounts.errors import (
    AccountLocked,
    CannotTargetSelf,
    EmailNotVerified,
    EmailTaken,
    LastStaffMember,
    NotStaff,
    StaleVersion,
)
from domain.accounts.events import (
    EmailChanged,
    EmailVerified,
    PasswordVoided,
    SessionsEnded,
    StaffRightChanged,
    UserDeleted,
    UserInvited,
    UserLocked,
    UserRegistered,
    UserUnlocked,
)
from domain.accounts.person import Person
from domain.accounts.person_name import MAX_NAME_LENGTH, PersonName
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language
from domain.shared_kernel.mixins import StatusMixin, TimeStampMixin
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import casefolded


class User(Entity, TimeStampMixin, StatusMixin):
    """``token_version`` counts the acts that end sessions; a session lives while it bears the current one.
    ``password_version`` counts the passwords: what depends on the one in force bears it.
    ``status_reason`` is what staff noted when they last locked or unlocked."""

    table_name = "users"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # people are numbered at random, rows in order
    email: Field[EmailAddress] = field(max_length=MAX_EMAIL_LENGTH, unique=EmailTaken, compare_by=casefolded)
    password_hash: Field[str | None] = field(default=None)
    first_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH, compare_by=casefolded)
    last_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH, compare_by=casefolded, index=True)
    language: Field[Language] = field(default=DEFAULT_LANGUAGE)
    is_staff: Field[bool] = field(default=False, index=True)
    is_email_verified: Field[bool] = field(default=False)
    status_reason: Field[str | None] = field(default=None)
    token_version: Field[int] = field(default=1)
    password_version: Field[int] = field(default=1)

    @classmethod
    def register(cls, pk: UUID, person: Person, *, password_hash: str, at: datetime) -> Self:
        """A new account, made by its owner."""
        about = attrs.asdict(person, recurse=False)
        user = cls(pk=pk, password_hash=password_hash, created_at=at, updated_at=at, **about)
        user.add_event(UserRegistered(user_id=pk, at=at))
        return user

    @classmethod
    def invite(cls, pk: UUID, person: Person, *, by: Actor, is_staff: bool, at: datetime) -> Self:
        """A new account, made by staff or the operator for somebody who is yet to choose a password."""
        about = attrs.asdict(person, recurse=False)
        user = cls(pk=pk, is_staff=is_staff, created_at=at, updated_at=at, **about)
        user.add_event(UserInvited(user_id=pk, by=by, at=at))
        return user

    @property
    def person(self) -> Person:
        return Person(email=self.email, first_name=self.first_name, last_name=self.last_name, language=self.language)

    def require_version(self, expected: Container[int] | None) -> None:
        """Refuses an act on an account that is no longer as the caller saw it; ``None`` expects nothing."""
        if expected is not None and self.version not in expected:
            raise StaleVersion

    def require_login_allowed(self, platform: Platform, *, verified: bool = False) -> None:
        """Refuses those who may not enter; asked only after the right password. ``verified`` asks for an address that
        is known to be theirs."""
        if self.is_locked:
            raise AccountLocked
        if verified and not self.is_email_verified:
            raise EmailNotVerified
        if platform is Platform.ADMIN and not self.is_staff:
            raise NotStaff

    def may_hold_session(self, platform: Platform) -> bool:
        """Whether sessions on this platform may live at all."""
        return self.is_active and (platform is Platform.CUSTOMER or self.is_staff)

    def accepts_version(self, token_version: int) -> bool:
        """Whether a session with this stamp has outlived everything that ends sessions."""
        return token_version == self.token_version

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

    def verify_email(self, *, at: datetime) -> None:
        """The address is known to be theirs."""
        if self.is_email_verified:
            return
        self.is_email_verified = True
        self.updated_at = at
        self.add_event(EmailVerified(user_id=self.pk, at=at))

    def confirm_email(self, new_email: EmailAddress | None, *, at: datetime) -> None:
        """Has followed a link that was mailed to their address, or to the one that they want to change to."""
        if new_email is None:
            self.verify_email(at=at)
        else:
            self.change_email(new_email, at=at, verified=True)

    def change_email(self, email: EmailAddress, *, at: datetime, verified: bool) -> None:
        """Goes by another address from now on; ``verified`` where they have shown that it is theirs."""
        self.email = email
        self.is_email_verified = verified
        self.updated_at = at
        self.add_event(EmailChanged(user_id=self.pk, at=at))

    def readdress(self, email: EmailAddress, *, by: Actor, at: datetime) -> None:
        """Staff give the account of somebody else another address, which has to be confirmed."""
        self._require_other(by)
        self.void_unconfirmed(at=at)
        self.change_email(email, at=at, verified=False)

    def void_unconfirmed(self, *, at: datetime) -> None:
        """Takes the account from whoever opened it, if they never confirmed the address: it may not be theirs. Belongs
        before every act that gives the account, or more of a right, to the owner of the address."""
        if self.is_email_verified or self.password_hash is None:
            return
        self._replace_password(None, at=at)
        self.add_event(PasswordVoided(user_id=self.pk, at=at))

    def reinvite(self, person: Person, *, by: Actor, is_staff: bool, at: datetime) -> None:
        """The account becomes that of the person who is invited. Raises ``EmailTaken`` unless it may be a stranger's:
        opened by somebody, but never confirmed, nor touched by staff."""
        if self.is_email_verified or self.password_hash is None or self.is_staff or self.is_locked:
            raise EmailTaken(email=person.email)
        self.void_unconfirmed(at=at)
        self.email = person.email
        self.edit(first_name=person.first_name, last_name=person.last_name, language=person.language, at=at)
        self.set_staff(is_staff, by=by, at=at, active_staff=0)
        self.add_event(UserInvited(user_id=self.pk, by=by, at=at))

    def lock(self, *, by: Actor, at: datetime, reason: str | None, active_staff: int) -> bool:
        """Shuts the person out at once and everywhere; whether they were in. ``active_staff`` counts those who could
        still let people in."""
        self._require_other(by)
        if self.is_locked:
            return False
        self._require_dispensable(active_staff)
        self.is_locked = True
        self.status_reason = reason
        self.end_sessions(at=at)
        self.add_event(UserLocked(user_id=self.pk, by=by, at=at))
        return True

    def unlock(self, *, by: Actor, at: datetime, reason: str | None = None) -> bool:
        """Lets the person in again; whether they were out. Sessions that ended stay ended."""
        if not self.is_locked:
            return False
        self.is_locked = False
        self.status_reason = reason
        self.updated_at = at
        self.add_event(UserUnlocked(user_id=self.pk, by=by, at=at))
        return True

    def change_password(self, password_hash: str, *, at: datetime) -> None:
        """Ends every session."""
        self._replace_password(password_hash, at=at)

    def reset_password(self, password_hash: str, *, at: datetime) -> None:
        """Ends every session. Whoever followed a link in a mail has shown whose address it is."""
        self.verify_email(at=at)
        self.change_password(password_hash, at=at)

    def set_staff(self, is_staff: bool, *, by: Actor, at: datetime, active_staff: int) -> None:
        """Gives the right to enter the admin platform, or takes it, which ends every session."""
        if is_staff == self.is_staff:
            return
        if is_staff:
            self.void_unconfirmed(at=at)
        else:
            self._require_other(by)
            self._require_dispensable(active_staff)
            self.end_sessions(at=at)
        self.is_staff = is_staff
        self.updated_at = at
        self.add_event(StaffRightChanged(user_id=self.pk, is_staff=is_staff, at=at))

    def grant_staff(self, *, at: datetime) -> None:
        """Gives that right at the word of the operator, who vouches for the address too."""
        self.void_unconfirmed(at=at)
        self.set_staff(True, by=OPERATOR, at=at, active_staff=0)
        self.verify_email(at=at)

    def leave(self, *, at: datetime, active_staff: int) -> None:
        """Is about to be deleted, at its owner's wish."""
        self._require_dispensable(active_staff)
        self.add_event(UserDeleted(user_id=self.pk, at=at))

    def dismiss(self, *, by: Actor, at: datetime, active_staff: int) -> None:
        """Is about to be deleted by staff."""
        self._require_other(by)
        self.leave(at=at, active_staff=active_staff)

    def end_sessions(self, *, at: datetime) -> None:
        """Logs out all devices, on both platforms, in the commit of this change."""
        self.token_version += 1
        self.updated_at = at
        self.add_event(SessionsEnded(user_id=self.pk, at=at))

    def _replace_password(self, password_hash: str | None, *, at: datetime) -> None:
        self.password_hash = password_hash
        self.password_version += 1
        self.end_sessions(at=at)

    def _require_other(self, by: Actor) -> None:
        if by == self.pk:
            raise CannotTargetSelf

    def _require_dispensable(self, active_staff: int) -> None:
        """Somebody must be left who can let people in."""
        if self.is_staff and self.is_active and active_staff <= 1:
            raise LastStaffMember
