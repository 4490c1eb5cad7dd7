"""Tokens and sessions as JSON."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field
from pydantic.config import ConfigDict

from application.sessions.services.principal import Principal
from application.sessions.services.tokens import TokenPair
from domain.sessions.session import Session
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.sorting import Sort
from entrypoints.schemas.base import Schema, example
from entrypoints.schemas.fields import Email, Maybe, NewPassword, Secret, Token
from entrypoints.schemas.listing import Listing, ListQuery
from entrypoints.schemas.listing_fields import SortBy
from entrypoints.schemas.text import choice_of


class RefreshIn(StrEnum):
    """Where a refresh token travels."""

    BODY = "body"
    COOKIE = "cookie"


class LoginBody(Schema):
    """With ``refresh_in: cookie`` a browser keeps the refresh token where no script can read it."""

    model_config = example(email="ada@example.org", password="nine stone bridges")

    email: Email
    password: Secret
    refresh_in: Annotated[RefreshIn, BeforeValidator(choice_of(RefreshIn))] = RefreshIn.BODY


class PasswordChangeBody(Schema):
    """``refresh_in`` is for the tokens of the session that takes the place of all others."""

    model_config = example(current_password="nine stone bridges", new_password="ten quiet rivers")

    current_password: Secret
    new_password: NewPassword
    refresh_in: Annotated[RefreshIn, BeforeValidator(choice_of(RefreshIn))] = RefreshIn.BODY


class RefreshBody(Schema):
    """``refresh_token`` may be left out where the cookie is sent."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema.pop("required"))

    refresh_token: Token


class TokenPairBody(Schema):
    """Times to live are in seconds. ``refresh_token`` is left out where it is in the cookie."""

    access_token: Annotated[str, Field(repr=False)]
    refresh_token: Maybe[str] = Field(default=None, repr=False, exclude_if=lambda token: token is None)
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    refresh_expires_in: int

    @classmethod
    def of(cls, pair: TokenPair) -> "TokenPairBody":
        """Returns the tokens as JSON shows them."""
        return cls.of_trusted(
            access_token=pair.access_token,
            refresh_token=pair.refresh_token,
            token_type="Bearer",
            expires_in=pair.expires_in,
            refresh_expires_in=pair.refresh_expires_in,
        )

    def without_refresh_token(self) -> "TokenPairBody":
        """Returns the tokens for a response whose cookie has the refresh token."""
        return self.of_trusted(**{**self.__dict__, "refresh_token": None})


class SessionBody(Schema):
    """``last_used_at`` is when its tokens were last renewed, ``expires_at`` when they must be. ``amr`` names
    the ways in which the person has shown who they are (RFC 8176): ``pwd``, ``otp``, ``mfa``."""

    id: UUID
    platform: Platform
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ip: str | None
    user_agent: str | None
    is_current: bool
    amr: list[str]

    @classmethod
    def of(cls, session: Session, principal: Principal | None) -> "SessionBody":
        """Returns the session as JSON shows it; it is current if it is the principal's."""
        return cls.of_trusted(
            id=session.pk,
            platform=session.platform,
            created_at=session.created_at,
            last_used_at=session.rotated_at,
            expires_at=session.expires_at,
            ip=session.ip,
            user_agent=session.user_agent,
            is_current=principal is not None and session.pk == principal.session.pk,
            amr=list(session.methods),
        )


class SessionList(Listing[SessionBody]):
    """A page of sessions."""


class SessionQuery(ListQuery):
    """Sessions come newest first; there is nothing else to sort them by."""

    sort: Annotated[Sort, SortBy("created_at")] = Sort("created_at", descending=True)
