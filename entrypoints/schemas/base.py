from typing import Self

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonValue


class Schema(BaseModel):
    """The base of everything that is sent or received as JSON: strict types, no unknown members, immutable. Errors do
    not quote its values."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)

    @classmethod
    def of_trusted(cls, **members: object) -> Self:
        """Returns an object of members that are right already: nothing is checked, and each must be given. Pydantic's
        ``model_construct`` takes several times as long, as it looks for defaults and aliases."""
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", members)
        object.__setattr__(made, "__pydantic_fields_set__", members.keys())
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


def example(**members: JsonValue) -> ConfigDict:
    """Returns a ``model_config`` with an example for the API description, fit to be sent: ``example(reason="a
    drill")``."""
    return ConfigDict(json_schema_extra={"examples": [members]})
