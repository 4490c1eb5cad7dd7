"""JSON Schemas (2020-12, as OpenAPI 3.1 uses them) of the bodies and queries of endpoints."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import attrs
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from domain.shared_kernel.sorting import Sort
from entrypoints.http.kit.route import Route
from entrypoints.http.openapi.problem_schema import ProblemBody
from entrypoints.http.openapi.service_choices import ServiceChoices
from entrypoints.schemas.base import Schema
from entrypoints.schemas.listing import ListQuery
from entrypoints.schemas.listing_fields import sort_text

_WHERE = "#/components/schemas/{model}"

Mode = Literal["validation", "serialization"]


class WireJsonSchema(GenerateJsonSchema):
    """Leaves out defaults of ``None``: they mean that a member is absent, and cannot be sent."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Returns the schema without a default of ``None``."""
        described = super().default_schema(schema)
        return {name: value for name, value in described.items() if name != "default" or value is not None}

    def encode_default(self, dft: object) -> object:
        """Returns the default as JSON; an order as clients write it."""
        return sort_text(dft) if isinstance(dft, Sort) else super().encode_default(dft)


@attrs.frozen
class JsonSchemas:
    """``components`` are schemas by name; ``queries`` the query schemas, whose properties are parameters; ``of_lists``
    the parameters that every list has."""

    references: Mapping[tuple[type, Mode], JsonSchemaValue]
    components: Mapping[str, JsonSchemaValue]
    queries: Mapping[type[Schema], JsonSchemaValue]
    of_lists: Mapping[str, JsonSchemaValue]
    choices: ServiceChoices

    def reference(self, schema: type[Schema], mode: Mode) -> JsonSchemaValue:
        """Returns the reference to a schema."""
        return self.references[schema, mode]


def json_schemas(routes: Sequence[Route], choices: ServiceChoices) -> JsonSchemas:
    """Returns the schemas of what the routes take and return, each once."""
    used = list(dict.fromkeys(_used(routes)))
    references, definitions = models_json_schema(used, ref_template=_WHERE, schema_generator=WireJsonSchema)
    components = choices.put_into(definitions["$defs"])
    asked = {route.endpoint.query for route in routes if route.endpoint.query} | {ListQuery}
    queries = {query: components.pop(_name(references[query, "validation"])) for query in asked}
    of_lists = {name: schema for name, schema in queries[ListQuery]["properties"].items() if name != "sort"}
    return JsonSchemas(dict(references.items()), components, queries, of_lists, choices)


def _used(routes: Sequence[Route]) -> Iterator[tuple[type[Schema], Mode]]:
    yield ProblemBody, "serialization"
    yield ListQuery, "validation"
    for endpoint in (route.endpoint for route in routes):
        for taken in filter(None, (endpoint.body, endpoint.query)):
            yield taken, "validation"
        for given in filter(None, (endpoint.answer, *endpoint.also.values())):
            yield given, "serialization"


def _name(reference: JsonSchemaValue) -> str:
    return str(reference["$ref"]).rpartition("/")[2]
