"""Tokens and sessions as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from application.sessions.caller import Caller
from application.sessions.tokens import TokenPair
from domain.sessions.session import Session
from domain.shared_kernel.ordering import Order
from domain.shared_kernel.platform import Platform
from entrypoints.http.listing import Listing, ListQuery
from entrypoints.http.schemas.base import Schema
from entrypoints.http.schemas.fields import Email, Secret, Token
from entrypoints.http.schemas.listing_fields import SortBy


class LoginBody(Schema):
    email: Email
    password: Secret


class RefreshBody(Schema):
    refresh_token: Token


class TokenPairBody(Schema):
    """Times to live are in seconds."""

    access_token: Annotated[str, Field(repr=False)]
    refresh_token: Annotated[str, Field(repr=False)]
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    refresh_expires_in: int

    @classmethod
    def of(cls, pair: TokenPair) -> "TokenPairBody":
        return cls.model_construct(
            access_token=pair.access_token,
            refresh_token=pair.refresh_token,
            expires_in=pair.expires_in,
            refresh_expires_in=pair.refresh_expires_in,
        )


class SessionBody(Schema):
    """``last_used_at`` is when its tokens were last renewed, ``expires_at`` when they must be."""

    id: UUID
    platform: Platform
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ip: str | None
    user_agent: str | None
    is_current: bool

    @classmethod
    def of(cls, session: Session, caller: Caller) -> "SessionBody":
        return cls.model_construct(
            id=session.pk,
            platform=session.platform,
            created_at=session.created_at,
            last_used_at=session.rotated_at,
            expires_at=session.expires_at,
            ip=session.ip,
            user_agent=session.user_agent,
            is_current=session.pk == caller.session.pk,
        )


class SessionList(Listing[SessionBody]):
    """A page of sessions."""


class SessionQuery(ListQuery):
    """Sessions come newest first; there is nothing else to sort them by."""

    sort: Annotated[Order, SortBy("created_at")] = Order("created_at", descending=True)
