from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonValue


class Schema(BaseModel):
    """The base of everything that is sent or received as JSON: strict types, no unknown members, immutable. Errors do
    not quote its values."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


def example(**members: JsonValue) -> ConfigDict:
    """Returns a ``model_config`` with an example for the API description, fit to be sent: ``example(reason="a
    drill")``."""
    return ConfigDict(json_schema_extra={"examples": [members]})
