"""Tokens: signed by PyJWT; Redis has the refresh tokens that are live and the access tokens that are revoked."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
from redis.asyncio import Redis

from tests.benchmarks.peers.fastapi_shape.schemas import TokenPair

SECRET_KEY = os.environ["SECRET_KEY"]
ALGORITHM = "HS256"
ACCESS_LIFE, REFRESH_LIFE = timedelta(minutes=15), timedelta(days=7)
redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


class RefusedToken(Exception):
    """The token is wrong, expired, revoked or used."""


async def new_pair(user_id: str) -> TokenPair:
    """Returns new tokens, and remembers that the refresh token is live."""
    refresh_id = uuid4().hex
    await redis.set(f"refresh:{refresh_id}", user_id, ex=REFRESH_LIFE)
    return TokenPair(
        access_token=_encode(user_id, "access", uuid4().hex, ACCESS_LIFE),
        refresh_token=_encode(user_id, "refresh", refresh_id, REFRESH_LIFE),
    )


async def user_of_access_token(token: str) -> str:
    """Returns the id of the user. Raises ``RefusedToken``."""
    claims = _decode(token, "access")
    if await redis.exists(f"revoked:{claims['jti']}"):
        raise RefusedToken
    return str(claims["sub"])


async def use_refresh_token(token: str) -> str:
    """Returns the id of the user, and takes the token out of use. Raises ``RefusedToken``."""
    claims = _decode(token, "refresh")
    user_id = await redis.getdel(f"refresh:{claims['jti']}")
    if user_id != claims["sub"]:
        raise RefusedToken
    return str(user_id)


def _encode(user_id: str, kind: str, token_id: str, life: timedelta) -> str:
    now = datetime.now(UTC)
    claims = {"sub": user_id, "type": kind, "jti": token_id, "iat": now, "exp": now + life}
    return jwt.encode(claims, SECRET_KEY, ALGORITHM)


def _decode(token: str, kind: str) -> dict[str, Any]:
    try:
        claims = jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM])
    except jwt.InvalidTokenError as error:
        raise RefusedToken from error
    if claims.get("type") != kind:
        raise RefusedToken
    return claims
