"""Which schemas read what is sent, and which kinds of values they hold."""

from collections.abc import Iterable, Iterator
from typing import Any

from entrypoints.http.kit.route import Route
from entrypoints.schemas.base import Schema


def schemas_in_use(routes: Iterable[Route]) -> Iterator[type[Schema]]:
    for route in routes:
        yield from filter(None, (route.endpoint.body, route.endpoint.query))


def kinds_of(schema: type[Schema]) -> set[str]:
    """The kinds of nodes in the core schema, at any depth."""
    return {node["type"] for node in nodes_of(schema) if isinstance(node.get("type"), str)}


def nodes_of(schema: type[Schema]) -> Iterator[dict[str, Any]]:
    return _nodes(schema.__pydantic_core_schema__)


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    children = _values(node) if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    for child in children:
        yield from _nodes(child)


def _values(node: dict[str, Any]) -> Iterator[object]:
    """What is checked; ``metadata`` only describes it."""
    return (value for name, value in node.items() if name != "metadata")
