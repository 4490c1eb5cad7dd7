"""The two platforms of the service."""

from enum import StrEnum


class Platform(StrEnum):
    """Whom a request, a session or a token is for."""

    CUSTOMER = "customer"
    ADMIN = "admin"
