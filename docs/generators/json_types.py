"""JSON Schema in words."""

from pydantic.json_schema import JsonSchemaValue

from docs.generators.markdown import code, table

BOUNDS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "at least {:g}",
    "maximum": "at most {:g}",
    "default": "default `{}`",
}


def members(schema: JsonSchemaValue) -> str:
    """Returns a table of the members of an object, or the type of anything else."""
    if "properties" not in schema:
        return f"{type_of(schema)}\n"
    required = schema.get("required", ())
    rows = (
        (code(name), type_of(member), "yes" if name in required else "no", str(member.get("description", "")))
        for name, member in schema["properties"].items()
    )
    return table(("member", "type", "always there", "meaning"), rows)


def type_of(schema: JsonSchemaValue) -> str:
    """Returns the type in a few words: a link for a body that has a name."""
    words = [_kind(schema), *(said.format(schema[key]) for key, said in BOUNDS.items() if key in schema)]
    return ", ".join(word for word in words if word)


def _kind(schema: JsonSchemaValue) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[`{name}`](#{name.lower()})"
    for together in ("anyOf", "oneOf", "allOf"):
        if together in schema:
            return " or ".join(_kind(each) for each in schema[together])
    if "enum" in schema:
        return "one of " + ", ".join(code(value) for value in schema["enum"])
    if "const" in schema:
        return code(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    kind = str(schema.get("type", "anything"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
