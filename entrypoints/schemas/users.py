"""Accounts as staff read, search, invite and change them, and as their owners read their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from application.accounts.list_users import UserSearch
from domain.access import role
from domain.access.permission import Permission
from domain.accounts.user import User
from domain.shared_kernel import language
from domain.shared_kernel.sorting import Sort
from entrypoints.schemas.accounts import EditBody, PersonBody
from entrypoints.schemas.base import Schema, example
from entrypoints.schemas.fields import Email, Maybe, Reason, Role
from entrypoints.schemas.listing import Listing, ListQuery
from entrypoints.schemas.listing_fields import SortBy
from entrypoints.schemas.permissions import StaffPermission
from entrypoints.schemas.query_fields import QueryBool, QueryInstant, QueryLanguage, SearchText


class UserBody(Schema):
    id: UUID
    email: str
    first_name: str
    last_name: str
    language: language.Language
    role: role.Role | None
    is_staff: bool
    is_active: bool
    is_locked: bool
    is_email_verified: bool
    has_mfa: bool
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, user: User) -> "UserBody":
        """Returns the account as JSON shows it."""
        return cls.of_trusted(**members_of(user))


class StaffBody(UserBody):
    """The account of a staff member as they see it themselves. ``permissions`` are those of the role."""

    permissions: list[StaffPermission]

    @classmethod
    def of_member(cls, user: User, permissions: Sequence[Permission]) -> "StaffBody":
        """Returns the account as JSON shows it, with those of the service's permissions that its role has."""
        theirs = sorted(permission for permission in permissions if user.role in permission.roles)
        return cls.of_trusted(**members_of(user), permissions=theirs)


def members_of(user: User) -> dict[str, object]:
    """Returns the members that every account has in JSON."""
    return {
        "id": user.pk,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "role": user.role,
        "is_staff": user.is_staff,
        "is_active": user.is_active,
        "is_locked": user.is_locked,
        "is_email_verified": user.is_email_verified,
        "has_mfa": user.has_mfa,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
    }


class UserList(Listing[UserBody]):
    """A page of accounts."""


class InvitationBody(PersonBody):
    """``role`` makes a staff member of the person; only owners may give one."""

    model_config = example(email="layla@example.org", first_name="ليلى", last_name="حداد", language="ar")

    role: Role | None = None


class StaffEditBody(EditBody):
    """Owners alone change ``role``; ``null`` makes a customer of a staff member. Nobody changes their own ``role`` and
    ``email`` here: the latter takes ``POST /admin/me/email``."""

    model_config = example(first_name="Augusta Ada", role="support")

    role: Role | None = None
    email: Maybe[Email] = None


class ReasonBody(Schema):
    model_config = example(reason="a drill")

    reason: Maybe[Reason] = None


class UserQuery(ListQuery):
    """Filters and order of a list of accounts."""

    sort: Annotated[Sort, SortBy("email", "created_at", "last_name")] = Sort("created_at", descending=True)
    q: Maybe[SearchText] = None
    email: Maybe[Email] = None
    is_staff: Maybe[QueryBool] = None
    is_locked: Maybe[QueryBool] = None
    is_email_verified: Maybe[QueryBool] = None
    language: Maybe[QueryLanguage] = None
    created_from: Maybe[QueryInstant] = None
    created_to: Maybe[QueryInstant] = None

    def search(self) -> UserSearch:
        """Returns the filters of the query."""
        return UserSearch(
            text=self.q,
            email=self.email,
            is_staff=self.is_staff,
            is_locked=self.is_locked,
            is_email_verified=self.is_email_verified,
            language=self.language,
            created_from=self.created_from,
            created_to=self.created_to,
        )
