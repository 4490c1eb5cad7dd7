"""The schema of a language: one of those that the service speaks."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.language import Languages
from entrypoints.schemas.spoken_language import LANGUAGE_SCHEMA

_NAME: Final = "Language"
_REFERENCE: Final = {"$ref": f"#/components/schemas/{_NAME}"}


def with_languages(components: Mapping[str, JsonSchemaValue], languages: Languages) -> dict[str, JsonSchemaValue]:
    """Returns the schemas with a reference to the languages of the service in the place of each mark."""
    spoken = {"title": _NAME, "type": "string", "enum": list(languages), "examples": [languages.default]}
    return {**{name: _replaced(schema) for name, schema in components.items()}, _NAME: spoken}


def _replaced(schema: Any) -> Any:
    """Returns the schema, and all inside of it, without marks."""
    if isinstance(schema, list):
        return [_replaced(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.items() >= LANGUAGE_SCHEMA.items():
        return _REFERENCE
    return {name: _replaced(each) for name, each in schema.items()}
