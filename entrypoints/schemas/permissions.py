"""The permissions of staff in an answer."""

from typing import Annotated, Final

from pydantic import Field
from pydantic.config import JsonDict

from domain.access.permission import Permission

PERMISSION_SCHEMA: Final[JsonDict] = {"format": "permission"}
"""The mark by which the API description finds such members; it puts the permissions of the service there."""
StaffPermission = Annotated[Permission, Field(json_schema_extra=PERMISSION_SCHEMA)]
