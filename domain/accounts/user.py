"""The account of a person: its data, its right to log in, and the acts that end its sessions.

One file although it is long: an act must be read beside the version that it changes, as forgetting one leaves a session
alive."""

from collections.abc import Container
from datetime import datetime
from typing import Self
from uuid import UUID

import attrs

from domain.access.permission import Permission
from domain.access.role import Role
from domain.access.rules import require_permission, require_right_over
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
    RoleChanged,
    SessionsEnded,
    UserDeleted,
    UserEdited,
    UserInvited,
    UserLocked,
    UserRegistered,
    UserUnlocked,
)
from domain.accounts.password_events import PasswordChanged, PasswordReset, PasswordSet, PasswordVoided
from domain.accounts.person import Person
from domain.accounts.person_name import MAX_NAME_LENGTH, PersonName
from domain.accounts.session_end import SessionEnd
from domain.shared_kernel.actor import OPERATOR, Actor
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import RevokedTokenException
from domain.shared_kernel.events import Change
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.language import MAX_TAG_LENGTH, SOURCE_LANGUAGE, Language
from domain.shared_kernel.mixins import StatusMixin, TimeStampMixin
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import casefolded


class User(Entity, TimeStampMixin, StatusMixin):
    """An account. ``token_version`` counts the acts that end sessions; a session is valid while it has the current
    one. ``password_version`` counts the passwords; what depends on the current password has its number. ``role`` is
    that of a staff member; ``is_staff`` is stored beside it, true for all who have one, to be searched and counted
    by. ``status_reason`` is the note of staff at the last lock or unlock. ``has_mfa`` means that signing in takes a
    second factor."""

    table_name = "users"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # people are numbered at random, rows in order
    email: Field[EmailAddress] = field(max_length=MAX_EMAIL_LENGTH, unique=EmailTaken, compare_by=casefolded)
    password_hash: Field[str | None] = field(default=None)
    first_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH, compare_by=casefolded)
    last_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH, compare_by=casefolded, index=True)
    language: Field[Language] = field(default=SOURCE_LANGUAGE, max_length=MAX_TAG_LENGTH)
    role: Field[Role | None] = field(default=None)
    is_staff: Field[bool] = field(default=False, index=True)
    is_email_verified: Field[bool] = field(default=False)
    status_reason: Field[str | None] = field(default=None)
    has_mfa: Field[bool] = field(default=False)
    token_version: Field[int] = field(default=1)
    password_version: Field[int] = field(default=1)

    @classmethod
    def register(cls, pk: UUID, person: Person, *, password_hash: str, at: datetime, by: Actor | None = None) -> Self:
        """Returns a new account, opened by its owner, or by the operator for them."""
        about = attrs.asdict(person, recurse=False)
        user = cls(pk=pk, password_hash=password_hash, created_at=at, updated_at=at, **about)
        user.add_event(UserRegistered(user_id=pk, by=by or pk, at=at))
        return user

    @classmethod
    def invite(cls, pk: UUID, person: Person, *, by: Actor, role: Role | None, at: datetime) -> Self:
        """Returns a new account without a password, opened by staff or the operator for another person."""
        about = attrs.asdict(person, recurse=False)
        user = cls(pk=pk, role=role, is_staff=role is not None, created_at=at, updated_at=at, **about)
        user.add_event(UserInvited(user_id=pk, by=by, role=role, at=at))
        return user

    @property
    def person(self) -> Person:
        """The data of the owner."""
        return Person(email=self.email, first_name=self.first_name, last_name=self.last_name, language=self.language)

    @property
    def has_password(self) -> bool:
        """True if a password was chosen, and not voided since."""
        return self.password_hash is not None

    def require_version(self, expected: Container[int] | None) -> None:
        """Raises ``StaleVersion`` if the account has none of the versions that the client expects; ``None`` expects
        nothing."""
        if expected is not None and self.version not in expected:
            raise StaleVersion

    def require_login_allowed(self, platform: Platform, *, verified: bool = False) -> None:
        """Raises ``AccountLocked``, ``EmailNotVerified`` or ``NotStaff`` if the user may not log in; to be called only
        after the right password. ``verified`` requires a confirmed address."""
        if self.is_locked:
            raise AccountLocked
        if verified and not self.is_email_verified:
            raise EmailNotVerified
        if platform is Platform.ADMIN and not self.is_staff:
            raise NotStaff

    def require_permission(self, permission: Permission) -> None:
        """Raises ``PermissionDenied`` unless the user's role has the permission."""
        require_permission(self.role, permission)

    def require_right_over(self, target: "User", permission: Permission) -> None:
        """Raises ``PermissionDenied`` unless the user may act with the permission on the account of ``target``: on that
        of a staff member only who may manage staff."""
        require_right_over(self.role, permission, target.role)

    def may_hold_session(self, platform: Platform) -> bool:
        """Returns whether sessions of this user may exist on this platform at all."""
        return self.is_active and (platform is Platform.CUSTOMER or self.is_staff)

    def accepts_version(self, token_version: int) -> bool:
        """Returns whether no act has ended the sessions that have this token version."""
        return token_version == self.token_version

    def require_token_version(self, token_version: int) -> None:
        """Raises ``RevokedTokenException`` if an act has ended the sessions that have this token version."""
        if not self.accepts_version(token_version):
            raise RevokedTokenException

    def edit(
        self,
        *,
        by: Actor,
        at: datetime,
        first_name: PersonName | None = None,
        last_name: PersonName | None = None,
        language: Language | None = None,
    ) -> None:
        """Changes the values that are not ``None``."""
        wanted = {"first_name": first_name, "last_name": last_name, "language": language}
        changed = {name: value for name, value in wanted.items() if value and value != getattr(self, name)}
        changes = [Change(name, getattr(self, name), value) for name, value in changed.items()]
        for name, value in changed.items():
            setattr(self, name, value)
        self.updated_at = at
        if changes:
            self.add_event(UserEdited(user_id=self.pk, by=by, changes=changes, at=at))

    def verify_email(self, *, by: Actor, at: datetime) -> None:
        """Marks the address as confirmed."""
        if self.is_email_verified:
            return
        self.is_email_verified = True
        self.updated_at = at
        self.add_event(EmailVerified(user_id=self.pk, by=by, at=at))

    def confirm_email(self, new_email: EmailAddress | None, *, at: datetime) -> None:
        """Applies a link that the user has followed: one mailed to their address, or to ``new_email``, which replaces
        it."""
        if new_email is None:
            self.verify_email(by=self.pk, at=at)
        else:
            self.change_email(new_email, by=self.pk, at=at, verified=True)

    def change_email(self, email: EmailAddress, *, by: Actor, at: datetime, verified: bool) -> None:
        """Replaces the address; ``verified`` means that the user has shown that it is theirs."""
        changes = [Change("email", self.email, email)]
        self.email = email
        self.is_email_verified = verified
        self.updated_at = at
        self.add_event(EmailChanged(user_id=self.pk, by=by, changes=changes, at=at))

    def set_email_as_staff(self, email: EmailAddress, *, by: Actor, at: datetime) -> None:
        """Replaces the address of another person's account; the new one has to be confirmed. Raises
        ``CannotTargetSelf``."""
        self._require_other(by)
        self.void_unconfirmed(by=by, at=at)
        self.change_email(email, by=by, at=at, verified=False)

    def void_unconfirmed(self, *, by: Actor, at: datetime) -> None:
        """Removes the password of an account whose address was never confirmed, since a stranger may have opened it,
        and with it the second factors. To be called before every act that gives the account, or further rights, to the
        owner of the address."""
        if self.is_email_verified or not self.has_password:
            return
        self._replace_password(None, by=by, cause=SessionEnd.PASSWORD_VOIDED, at=at)
        self.has_mfa = False
        self.add_event(PasswordVoided(user_id=self.pk, by=by, at=at))

    def reinvite(self, person: Person, *, by: Actor, role: Role | None, at: datetime) -> None:
        """Gives an unconfirmed account to the person who is invited. Raises ``EmailTaken`` if it is confirmed, was
        invited, is locked or belongs to staff: then it is no stranger's."""
        if self.is_email_verified or not self.has_password or self.is_staff or self.is_locked:
            raise EmailTaken(email=person.email)
        self.void_unconfirmed(by=by, at=at)
        self.email = person.email
        self.edit(by=by, first_name=person.first_name, last_name=person.last_name, language=person.language, at=at)
        self.set_role(role, by=by, at=at, active_owners=0)
        self.add_event(UserInvited(user_id=self.pk, by=by, role=role, at=at))

    def lock(self, *, by: Actor, at: datetime, reason: str | None, active_owners: int) -> bool:
        """Locks the account and ends its sessions; returns ``False`` if it was locked already. ``active_owners`` is the
        number of owners who are not locked. Raises ``CannotTargetSelf`` and ``LastStaffMember``."""
        self._require_other(by)
        if self.is_locked:
            return False
        self._require_dispensable(active_owners)
        self.is_locked = True
        self.status_reason = reason
        self.end_sessions(by=by, cause=SessionEnd.LOCKED, at=at)
        self.add_event(UserLocked(user_id=self.pk, by=by, reason=reason, at=at))
        return True

    def unlock(self, *, by: Actor, at: datetime, reason: str | None = None) -> bool:
        """Unlocks the account; returns ``False`` if it was not locked. Sessions that the lock ended stay ended."""
        if not self.is_locked:
            return False
        self.is_locked = False
        self.status_reason = reason
        self.updated_at = at
        self.add_event(UserUnlocked(user_id=self.pk, by=by, reason=reason, at=at))
        return True

    def change_password(self, password_hash: str, *, by: Actor, at: datetime) -> None:
        """Replaces the password and ends every session."""
        self._replace_password(password_hash, by=by, cause=SessionEnd.PASSWORD_CHANGED, at=at)
        self.add_event(PasswordChanged(user_id=self.pk, by=by, at=at))

    def reset_password(self, password_hash: str, *, at: datetime) -> None:
        """Replaces the password, ends every session and marks the address as confirmed: only its owner can follow a
        mailed link."""
        chosen = PasswordReset if self.has_password else PasswordSet
        self.verify_email(by=self.pk, at=at)
        self._replace_password(password_hash, by=self.pk, cause=SessionEnd.PASSWORD_CHANGED, at=at)
        self.add_event(chosen(user_id=self.pk, by=self.pk, at=at))

    def set_role(self, role: Role | None, *, by: Actor, at: datetime, active_owners: int) -> None:
        """Gives the account another role. ``None`` makes a customer of a staff member, which ends every session. Raises
        ``CannotTargetSelf`` and ``LastStaffMember``."""
        if role == self.role and self.is_staff is (role is not None):
            return
        self._require_other(by)
        if role is not Role.OWNER:
            self._require_dispensable(active_owners)
        if role is None:
            self.end_sessions(by=by, cause=SessionEnd.ROLE_REMOVED, at=at)
        elif self.role is None:
            self.void_unconfirmed(by=by, at=at)
        event = RoleChanged(user_id=self.pk, by=by, old=self.role, new=role, is_staff=role is not None, at=at)
        self.role = role
        self.is_staff = role is not None
        self.updated_at = at
        self.add_event(event)

    def appoint(self, role: Role, *, at: datetime, active_owners: int) -> None:
        """Gives a role on behalf of the operator, who vouches for the address too. Raises ``LastStaffMember``."""
        self.void_unconfirmed(by=OPERATOR, at=at)
        self.set_role(role, by=OPERATOR, at=at, active_owners=active_owners)
        self.verify_email(by=OPERATOR, at=at)

    def prepare_deletion(self, *, at: datetime, active_owners: int) -> None:
        """Adds the event of a deletion that the owner asks for. Raises ``LastStaffMember``."""
        self._prepare_deletion(by=self.pk, at=at, active_owners=active_owners)

    def prepare_deletion_by(self, *, by: Actor, at: datetime, active_owners: int) -> None:
        """Adds the event of a deletion by staff or the operator. Raises ``CannotTargetSelf`` and
        ``LastStaffMember``."""
        self._require_other(by)
        self._prepare_deletion(by=by, at=at, active_owners=active_owners)

    def set_mfa(self, has_mfa: bool, *, at: datetime) -> None:
        """Records whether the account has second factors now."""
        if has_mfa is not self.has_mfa:
            self.has_mfa = has_mfa
            self.updated_at = at

    def reset_mfa(self, *, by: Actor, at: datetime) -> None:
        """Records that staff have removed the second factors, which ends every session. Raises
        ``CannotTargetSelf``."""
        self._require_other(by)
        self.set_mfa(False, at=at)
        self.end_sessions(by=by, cause=SessionEnd.MFA_RESET, at=at)

    def end_sessions(self, *, by: Actor, cause: SessionEnd, at: datetime) -> None:
        """Ends all sessions on both platforms, as of the commit of this change."""
        self.token_version += 1
        self.updated_at = at
        self.add_event(SessionsEnded(user_id=self.pk, by=by, cause=cause, at=at))

    def _replace_password(self, password_hash: str | None, *, by: Actor, cause: SessionEnd, at: datetime) -> None:
        self.password_hash = password_hash
        self.password_version += 1
        self.end_sessions(by=by, cause=cause, at=at)

    def _prepare_deletion(self, *, by: Actor, at: datetime, active_owners: int) -> None:
        self._require_dispensable(active_owners)
        self.add_event(UserDeleted(user_id=self.pk, by=by, at=at))

    def _require_other(self, by: Actor) -> None:
        if by == self.pk:
            raise CannotTargetSelf

    def _require_dispensable(self, active_owners: int) -> None:
        """Refuses to remove the last active owner, who alone can manage staff."""
        if self.role is Role.OWNER and self.is_active and active_owners <= 1:
            raise LastStaffMember
