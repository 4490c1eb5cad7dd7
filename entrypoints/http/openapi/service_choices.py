"""Schemas of choices that each service has its own of: the languages that it speaks, and the permissions of staff."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from pydantic.json_schema import JsonSchemaValue

from domain.access.permission import Permission
from domain.shared_kernel.language import Languages
from entrypoints.schemas.permissions import PERMISSION_SCHEMA
from entrypoints.schemas.spoken_language import LANGUAGE_SCHEMA


@attrs.frozen
class ServiceChoices:
    """The choices of a service."""

    languages: Languages
    permissions: Sequence[Permission]

    def put_into(self, components: Mapping[str, JsonSchemaValue]) -> dict[str, JsonSchemaValue]:
        """Returns the schemas with a reference to a choice in the place of each mark, and the choices."""
        choices = list(self._choices())
        replaced = {name: _replaced(schema, choices) for name, schema in components.items()}
        return replaced | {choice.name: choice.schema for choice in choices}

    def _choices(self) -> Iterator["_Choice"]:
        languages, permissions = list(self.languages), [str(each) for each in self.permissions]
        spoken = {"title": "Language", "type": "string", "enum": languages, "examples": [self.languages.default]}
        needed = {"title": "Permission", "type": "string", "enum": permissions, "description": Permission.__doc__}
        yield _Choice("Language", LANGUAGE_SCHEMA, spoken)
        yield _Choice("Permission", PERMISSION_SCHEMA, needed)


@attrs.frozen
class _Choice:
    """The component ``name`` with this ``schema``, in the place of every schema that bears the ``mark``."""

    name: str
    mark: Mapping[str, object]
    schema: JsonSchemaValue


def _replaced(schema: Any, choices: Sequence[_Choice]) -> Any:
    """Returns the schema, and all inside of it, without marks."""
    if isinstance(schema, list):
        return [_replaced(each, choices) for each in schema]
    if not isinstance(schema, dict):
        return schema
    for choice in choices:
        if schema.items() >= choice.mark.items():
            return {"$ref": f"#/components/schemas/{choice.name}"}
    return {name: _replaced(each, choices) for name, each in schema.items()}
