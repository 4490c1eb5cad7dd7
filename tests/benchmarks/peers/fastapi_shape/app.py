"""The path operations."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import FastAPI, HTTPException, Query
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.benchmarks.peers.fastapi_shape.dependencies import CurrentStaff, CurrentUser, Database, active_user
from tests.benchmarks.peers.fastapi_shape.models import User, engine
from tests.benchmarks.peers.fastapi_shape.schemas import (
    Credentials,
    RefreshRequest,
    Registration,
    TokenPair,
    UserOut,
    UserPage,
)
from tests.benchmarks.peers.fastapi_shape.tokens import RefusedToken, new_pair, redis, use_refresh_token
from tests.benchmarks.seeding.accounts import LANES, MEMORY_KIB, PASSES

hasher = PasswordHasher(PASSES, MEMORY_KIB, LANES)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Closes the connections at the end."""
    yield
    await redis.aclose()
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


@app.get("/health")
async def health() -> dict[str, str]:
    """Answers while the process lives."""
    return {"status": "ok"}


@app.post("/auth/register", status_code=201, response_model=UserOut)
async def register(registration: Registration, database: Database) -> User:
    """Opens an account."""
    password_hash = await run_in_threadpool(hasher.hash, registration.password)
    user = User(**registration.model_dump(exclude={"password"}), password_hash=password_hash)
    database.add(user)
    try:
        await database.commit()
    except IntegrityError as error:
        raise HTTPException(409, "Email already registered") from error
    return user


@app.post("/auth/login")
async def login(credentials: Credentials, database: Database) -> TokenPair:
    """Opens a session."""
    user = await database.scalar(select(User).where(User.email == credentials.email))
    try:
        if user is None or not user.is_active:
            raise VerifyMismatchError
        await run_in_threadpool(hasher.verify, user.password_hash, credentials.password)
    except VerifyMismatchError as error:
        raise HTTPException(401, "Incorrect email or password") from error
    return await new_pair(str(user.id))


@app.post("/auth/refresh")
async def refresh(body: RefreshRequest, database: Database) -> TokenPair:
    """Replaces the tokens of a session."""
    try:
        user_id = await use_refresh_token(body.refresh_token)
    except RefusedToken as error:
        raise HTTPException(401, "Not authenticated") from error
    user = await active_user(database, user_id)
    return await new_pair(str(user.id))


@app.get("/me", response_model=UserOut)
async def me(user: CurrentUser) -> User:
    """Shows one's own account."""
    return user


@app.get("/admin/users", response_model=UserPage)
async def users(
    *,
    staff: CurrentStaff,
    database: Database,
    email: str | None = None,
    is_staff: bool | None = None,
    is_active: bool | None = None,
    sort: Literal["created_at", "-created_at"] = "-created_at",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> dict[str, Any]:
    """Shows a page of accounts to staff."""
    given = {"email": email, "is_staff": is_staff, "is_active": is_active}
    wanted = {name: value for name, value in given.items() if value is not None}
    order = User.created_at.desc() if sort.startswith("-") else User.created_at.asc()
    page = select(User).filter_by(**wanted).order_by(order, User.id).limit(limit).offset(offset)
    items = (await database.scalars(page)).all()
    total = await database.scalar(select(func.count()).select_from(User).filter_by(**wanted))
    return {"items": items, "total": total}
