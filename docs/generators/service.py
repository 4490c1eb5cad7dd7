"""The service's OpenAPI document and parts, assembled in memory; nothing is opened."""

import json
from functools import cache

from pydantic.json_schema import JsonSchemaValue

from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import parse_settings

MEMORY = "memory://"


@cache
def container() -> Container:
    """Returns a container over storages in memory."""
    settings, _wrong = parse_settings({"database_url": MEMORY, "token_store_url": MEMORY, "docs": "on"})
    return Container(settings=settings)


@cache
def description() -> JsonSchemaValue:
    """Returns the OpenAPI document of the service."""
    described: JsonSchemaValue = json.loads(container().web().entrypoint.describe())
    return described


def resolved(node: JsonSchemaValue) -> JsonSchemaValue:
    """Returns ``node``, or what it refers to inside of the description."""
    while "$ref" in node:
        target = description()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node
