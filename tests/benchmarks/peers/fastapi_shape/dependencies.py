"""Dependencies of the path operations."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from tests.benchmarks.peers.fastapi_shape.models import User, database_session
from tests.benchmarks.peers.fastapi_shape.tokens import RefusedToken, user_of_access_token

Database = Annotated[AsyncSession, Depends(database_session)]
BearerToken = Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl="auth/login"))]


async def active_user(database: Database, user_id: str) -> User:
    """Returns the account. Raises 401 if it is gone or locked."""
    user = await database.get(User, UUID(user_id))
    if user is None or not user.is_active:
        raise HTTPException(401, "Not authenticated")
    return user


async def current_user(database: Database, token: BearerToken) -> User:
    """Returns the account that the bearer token is for."""
    try:
        user_id = await user_of_access_token(token)
    except RefusedToken as error:
        raise HTTPException(401, "Not authenticated") from error
    return await active_user(database, user_id)


CurrentUser = Annotated[User, Depends(current_user)]


async def current_staff(user: CurrentUser) -> User:
    """Returns the account of a staff member. Raises 403 for others."""
    if not user.is_staff:
        raise HTTPException(403, "Staff only")
    return user


CurrentStaff = Annotated[User, Depends(current_staff)]
