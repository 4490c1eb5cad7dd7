"""The actor of an act: a person, the operator or the service itself."""

from enum import Enum
from uuid import UUID


class Operator(Enum):
    """The operator of the service, who uses its command line. The operator has no account, so is never the account that
    is changed."""

    OPERATOR = "operator"

    def __str__(self) -> str:
        return self.value


class Service(Enum):
    """The service, which acts by a rule and not because anybody asked for it."""

    SERVICE = "service"

    def __str__(self) -> str:
        return self.value


OPERATOR = Operator.OPERATOR
SERVICE = Service.SERVICE
Actor = UUID | Operator
"""A person, by the id of their account, or the operator."""
