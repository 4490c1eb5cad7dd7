"""Who acts on somebody's account."""

from enum import Enum
from uuid import UUID


class Operator(Enum):
    """Whoever runs the service, by its command line: nobody's account, and so never the one that is acted on."""

    OPERATOR = "operator"

    def __str__(self) -> str:
        return self.value


OPERATOR = Operator.OPERATOR
Actor = UUID | Operator
"""A staff member by the id of their account, or the operator."""
