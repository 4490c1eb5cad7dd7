from pydantic import BaseModel, ConfigDict


class Schema(BaseModel):
    """What travels as JSON: exact types, no unknown members, never changed once read. Its values stay out of errors."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)
