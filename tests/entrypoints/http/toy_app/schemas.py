"""What the small service is sent and sends."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from application.request_context import get_language, get_platform, get_request_id
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.language import Language
from domain.shared_kernel.sorting import Sort
from entrypoints.http.kit.request import EndpointRequest
from entrypoints.schemas.base import Schema
from entrypoints.schemas.fields import Email, Maybe, Name, NewPassword, Reason, Secret, Token
from entrypoints.schemas.fields import Language as LanguageField
from entrypoints.schemas.listing import Listing, ListQuery
from entrypoints.schemas.listing_fields import SortBy
from entrypoints.schemas.query_fields import QueryBool, QueryInstant, QueryLanguage, QueryUuid, SearchText

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class LoginBody(Schema):
    email: Email
    password: Secret


class RegisterBody(Schema):
    email: Email
    first_name: Name
    last_name: Name
    language: Maybe[LanguageField] = None
    password: NewPassword


class ProfileChanges(Schema):
    first_name: Maybe[Name] = None
    language: Maybe[LanguageField] = None
    is_staff: Maybe[bool] = None


class LockBody(Schema):
    reason: Maybe[Reason] = None


class NestedBody(Schema):
    people: Annotated[list[LoginBody], Field(min_length=1, max_length=2)]
    age: Annotated[int, Field(ge=0, lt=150)]


class TokenBody(Schema):
    refresh_token: Token


class UserBody(Schema):
    id: UUID
    email: str
    language: Language
    created_at: datetime

    @classmethod
    def of(cls, user: User) -> "UserBody":
        return cls(id=user.pk, email=user.email, language=user.language, created_at=user.created_at)


class UserList(Listing[UserBody]):
    """People."""


class SeenBody(Schema):
    """What a handler saw."""

    language: str
    platform: str | None
    request_id: str
    user_agent: str | None
    versions: tuple[int, ...] | None
    sent: tuple[str, ...]


class UserQuery(ListQuery):
    q: Maybe[SearchText] = None
    is_staff: Maybe[QueryBool] = None
    language: Maybe[QueryLanguage] = None
    actor: Maybe[QueryUuid] = None
    created_from: Maybe[QueryInstant] = None
    created_to: Maybe[QueryInstant] = None
    sort: Annotated[Sort, SortBy("email", "created_at")] = Sort("created_at")


def seen(request: EndpointRequest[Schema] | EndpointRequest[None]) -> SeenBody:
    versions = request.expected_versions
    return SeenBody(
        language=get_language(),
        platform=get_platform(),
        request_id=get_request_id(),
        user_agent=request.device.user_agent,
        versions=None if versions is None else tuple(sorted(versions)),
        sent=tuple(sorted(request.body.model_fields_set)) if request.body else (),
    )


FRENCH = Language("fr")


def a_user(language: Language = FRENCH) -> User:
    email, name = EmailAddress("ada@example.org"), PersonName("Ada")
    return User(
        pk=UUID(int=7, version=4),
        email=email,
        first_name=name,
        last_name=name,
        language=language,
        created_at=NOW,
        updated_at=NOW,
    )
