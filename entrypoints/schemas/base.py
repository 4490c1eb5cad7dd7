from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonValue


class Schema(BaseModel):
    """What travels as JSON: exact types, no unknown members, never changed once read. Its values stay out of errors."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


def example(**members: JsonValue) -> ConfigDict:
    """What the API's description shows, fit to be sent as it is: ``model_config = example(reason="a drill")``."""
    return ConfigDict(json_schema_extra={"examples": [members]})
