"""What the ``$ref`` of an OpenAPI document lead to."""

from functools import reduce
from typing import Any


def resolved(document: dict[str, Any], node: Any) -> Any:
    """The part of the document with everything in place that it refers to; what stands beside a ``$ref`` stays."""
    if isinstance(node, list):
        return [resolved(document, item) for item in node]
    if not isinstance(node, dict):
        return node
    beside = {name: resolved(document, value) for name, value in node.items() if name != "$ref"}
    if "$ref" not in node:
        return beside
    target = reduce(lambda found, step: found[step], node["$ref"].removeprefix("#/").split("/"), document)
    return {**resolved(document, target), **beside}
