"""The reference of HTTP endpoints, generated from the service's OpenAPI document."""

from collections.abc import Iterator, Sequence

from pydantic.json_schema import JsonSchemaValue

from docs.generators.json_types import members, type_of
from docs.generators.markdown import code, table
from docs.generators.service import description, resolved

JSON = "application/json"
PROBLEM = "Problem"
"""Schemas with this ending are problem documents, which are shown by their codes."""
PLATFORMS = ("/customer/", "/admin/")

Operation = tuple[str, str, JsonSchemaValue]


def text() -> str:
    """Returns what all endpoints share, a section for each of them, grouped by tag, and one for each body."""
    operations = list(_operations())
    everywhere = _shared(operations)
    on_platforms = _shared([each for each in operations if each[1].startswith(PLATFORMS)])
    groups = "\n".join(_group(tag, operations, on_platforms) for tag in description()["tags"])
    schemas = description()["components"]["schemas"]
    named = [(name, schema) for name, schema in sorted(schemas.items()) if not name.endswith(PROBLEM)]
    bodies = "\n".join(f"### `{name}`\n\n{members(schema)}" for name, schema in named)
    return (
        f"## What every endpoint can answer\n\nAny: {_links(everywhere)}.\n\n"
        f"Those of customers and staff also: {_links(on_platforms - everywhere)}.\n\n{groups}\n## Bodies\n\n{bodies}"
    )


def _operations() -> Iterator[Operation]:
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def _shared(operations: Sequence[Operation]) -> set[str]:
    """Returns the problem codes that every one of these operations can answer with."""
    return set.intersection(*(set(_codes(operation["responses"])) for _method, _path, operation in operations))


def _group(tag: JsonSchemaValue, operations: Sequence[Operation], shared: set[str]) -> str:
    name, about = tag["name"], tag.get("description", "")
    entries = "\n".join(_entry(*each, shared) for each in operations if name in each[2]["tags"])
    return f"## {name[:1].upper()}{name[1:]}\n\n{about}\n\n{entries}"


def _entry(method: str, path: str, operation: JsonSchemaValue, shared: set[str]) -> str:
    lines = [
        f"{operation['summary']}. {'An access token is needed.' if operation['security'] else 'Open to everybody.'}",
        *_query(operation),
        *_body(operation),
        table(("answer", "what it has"), _answers(operation["responses"], shared)),
    ]
    return f"### `{method.upper()} {path}`\n\n" + "\n\n".join(lines)


def _query(operation: JsonSchemaValue) -> Iterator[str]:
    asked = [resolved(parameter) for parameter in operation["parameters"]]
    if named := [parameter for parameter in asked if parameter["in"] == "query"]:
        rows = ((code(parameter["name"]), type_of(parameter["schema"])) for parameter in named)
        yield table(("query parameter", "type"), rows)


def _body(operation: JsonSchemaValue) -> Iterator[str]:
    if sent := operation.get("requestBody"):
        yield f"Body: {type_of(resolved(sent)['content'][JSON]['schema'])}"


def _answers(responses: JsonSchemaValue, shared: set[str]) -> Iterator[tuple[str, str]]:
    for status, response in sorted(responses.items()):
        content = resolved(response).get("content", {})
        if JSON in content:
            yield code(status), type_of(content[JSON]["schema"])
        elif codes := set(_codes(content)):
            if codes - shared:
                yield code(status), _links(codes - shared)
        else:
            yield code(status), "nothing"


def _links(codes: set[str]) -> str:
    return ", ".join(f"[`{each}`](problems.md#{each})" for each in sorted(codes))


def _codes(node: object) -> Iterator[str]:
    """Yields every problem code in an answer: the possible values of its member ``code``."""
    if isinstance(node, list):
        for each in node:
            yield from _codes(each)
    elif isinstance(node, dict):
        node = resolved(node)
        yield from node.get("properties", {}).get("code", {}).get("enum", ())
        for each in node.values():
            yield from _codes(each)
