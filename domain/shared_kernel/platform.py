"""The two platforms of the service."""

from enum import StrEnum


class Platform(StrEnum):
    """The audience of a request, a session or a token."""

    CUSTOMER = "customer"
    ADMIN = "admin"
