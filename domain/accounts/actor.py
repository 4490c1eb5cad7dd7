"""The actor of a change to an account: a staff member or the operator."""

from enum import Enum
from uuid import UUID


class Operator(Enum):
    """The operator of the service, who uses its command line. The operator has no account, so is never the account that
    is changed."""

    OPERATOR = "operator"

    def __str__(self) -> str:
        return self.value


OPERATOR = Operator.OPERATOR
Actor = UUID | Operator
"""A staff member, by the id of their account, or the operator."""
