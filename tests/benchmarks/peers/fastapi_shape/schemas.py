"""Bodies of requests and answers."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field


class Credentials(BaseModel):
    """The body of a login."""

    email: EmailStr
    password: str


class Registration(BaseModel):
    """The body of a registration."""

    email: EmailStr
    password: str = Field(min_length=8, max_length=256)
    first_name: str = Field(min_length=1, max_length=100)
    last_name: str = Field(min_length=1, max_length=100)


class RefreshRequest(BaseModel):
    """The body of a refresh."""

    refresh_token: str


class TokenPair(BaseModel):
    """The tokens of a session."""

    access_token: str
    refresh_token: str
    token_type: str = "bearer"


class UserOut(BaseModel):
    """An account as it is shown."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: EmailStr
    first_name: str
    last_name: str
    is_staff: bool
    is_active: bool
    created_at: datetime


class UserPage(BaseModel):
    """A page of accounts, and the number of all that match."""

    items: list[UserOut]
    total: int
