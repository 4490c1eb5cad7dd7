"""The lines of the template that follow the fields of an entity. In ``steps.md`` they stand between
``⟪fields: columns⟫`` and ``⟪end⟫``, as they are for the default fields; here is the function that writes each."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from entrypoints.cli.new_domain.fields import OWNER, NewField
from entrypoints.cli.new_domain.shape import Shape

_MAX_CHARS = 120
_MAX_COLUMNS = 5
Block = Callable[[Shape], Iterator[str]]


def _each(line: Callable[[NewField, Shape], str]) -> Block:
    """Returns the block of one line for each field."""
    return lambda shape: (line(field, shape) for field in shape.fields)


def _each_filtered(line: Callable[[NewField, Shape], str]) -> Block:
    return lambda shape: (line(field, shape) for field in shape.filtered)


def _imports(chosen: Callable[[NewField], tuple[str, ...]], *, of_domain: bool) -> Block:
    def lines(shape: Shape) -> Iterator[str]:
        found = {line for field in shape.fields for line in chosen(field)}
        yield from sorted(line for line in found if line.startswith("from domain.") is of_domain)

    return lines


def _without_enum(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if not line.startswith("from enum "))


def _enums(shape: Shape, chosen: Callable[[NewField], bool] = lambda _: True) -> Iterator[str]:
    module = f"domain.{shape.names.plural}.{shape.names.singular}"
    for field in shape.fields:
        if field.enum and chosen(field):
            yield f"from {module} import {shape.names.entity}{field.enum}"


def _names_of_enums(shape: Shape) -> Iterator[str]:
    yield from (f'"{shape.names.entity}{field.enum}",' for field in shape.fields if field.enum)


def _entities(shape: Shape) -> Iterator[str]:
    yield from _imports(lambda field: field.form.imports, of_domain=True)(shape)
    targets = {field.target for field in shape.fields if field.target}
    yield from sorted(f"from {target.module} import {target.entity}" for target in targets)
    if shape.searched:
        yield "from domain.shared_kernel.text import casefolded"


def _enumerations(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        if field.enum:
            base = field.form.imports[0].split()[-1]
            yield f"class {shape.names.entity}{field.enum}({base}):"
            yield f'    """The choices of ``{field.name}``."""'
            yield ""
            yield from (f"    {member} = {value}" for member, value in field.form.members.items())
            yield from ("", "")


def _declaration(field: NewField, shape: Shape) -> str:
    default = ", default=None" if field.is_optional else ""
    if field.target:
        act = f"on_delete=OnDelete.{field.on_delete}"
        return f"{field.name}: Field[{field.annotation}] = reference({field.target.entity}, {act}{default})"
    options = [field.form.options] if field.form.options else []
    options += ["compare_by=casefolded"] if field is shape.searched else []
    options += ["index=True"] if field.form.is_indexed or field is shape.searched else []
    return f"{field.name}: Field[{field.annotation}] = field({', '.join([*options, *default.split(', ')[1:]])})"


def _member(start: str, inner: str, end: str) -> Iterator[str]:
    """Yields the lines of a member of a class as the formatter breaks them."""
    line = f"{start}{inner}{end}"
    yield from [line] if len(line) + 4 <= _MAX_CHARS else [start, f"    {inner}", end]


def _maybe(field: NewField, reader: str) -> Iterator[str]:
    return _member(f"{field.name}: Maybe[", f"Annotated[{field.form.annotation}, {reader}]", "] = None")


def _sent(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        reader = f"{'FromLine' if field.form.is_searched else 'FromJson'}({shape.names.entity}.{field.name})"
        if field.is_optional:
            yield from _maybe(field, reader)
        else:
            yield from _member(f"{field.name}: Annotated[", f"{field.form.annotation}, {reader}", "]")


def _members(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        reader = f"FromJson({shape.names.entity}.{field.name})"
        yield from _member(f"{field.name}: Annotated[", f"{field.annotation}, {reader}", "]")


def _readers(shape: Shape) -> Iterator[str]:
    used = {"FromJson", *("FromLine" for field in shape.fields if field.form.is_searched)}
    yield from (f"from entrypoints.schemas.from_field import {name}" for name in sorted(used))
    if shape.searched:
        yield "from entrypoints.schemas.query_fields import SearchText"
    yield from _imports(lambda field: field.form.imports, of_domain=True)(shape)
    yield from _enums(shape)


def _parameters(shape: Shape) -> Iterator[str]:
    if shape.searched:
        yield "q: Maybe[SearchText] = None"
    for field in shape.filtered:
        yield from _maybe(field, f"FromText({shape.names.entity}.{field.name})")


def _asked(shape: Shape) -> Iterator[str]:
    if shape.searched:
        yield "text=self.q,"
    yield from (f"{field.name}=self.{field.name}," for field in shape.filtered)


def _filters(shape: Shape) -> Iterator[str]:
    if shape.searched:
        yield "text: str | None = None"
    yield from (f"{field.name}: {field.form.annotation} | None = None" for field in shape.filtered)


def _questions(shape: Shape) -> Iterator[str]:
    entity = shape.names.entity
    for field in shape.filtered:
        yield f"yield from {entity}.{field.name}.only(self.{field.name})"
    if shape.searched:
        yield "if self.text is not None:"
        yield f"    yield {entity}.{shape.searched.name}.contains(self.text)"


def _types_of_filters(shape: Shape, *, of_domain: bool) -> Iterator[str]:
    if of_domain:
        yield from _enums(shape, lambda field: field.form.is_indexed)
        return
    yield from sorted({line for field in shape.filtered for line in _without_enum(field.form.imports)})


def _listed(line: Callable[[NewField, Shape], str]) -> Block:
    return lambda shape: (line(each, shape) for each in [f for f in shape.fields if f.form.is_listed][:_MAX_COLUMNS])


def _column_types(shape: Shape) -> Iterator[str]:
    columns = " ".join(["integer() text(", *(field.form.column for field in shape.fields)])
    names = [name for name in ("decimal", "duration", "integer", "text") if re.search(rf"\b{name}\(", columns)]
    yield f"from adapters.persistence.sqlalchemy.types import {', '.join(names)}"


def _columns(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        yield f'sa.Column("{field.name}", {field.form.column}, nullable={field.is_optional}),'
        if field is shape.searched:
            yield f'sa.Column("{field.name}_key", text(), nullable={field.is_optional}),'


def _call(function: str, arguments: Sequence[str], *, indent: int, end: str = "") -> Iterator[str]:
    """Yields the lines of a call as the formatter breaks them, for a block that is indented by so many spaces."""
    together = ", ".join(arguments)
    if indent + len(function) + len(together) + len(f"(){end}") <= _MAX_CHARS:
        yield f"{function}({together}){end}"
        return
    yield f"{function}("
    is_short = indent + 4 + len(together) <= _MAX_CHARS
    yield from [f"    {together}"] if is_short else [f"    {argument}," for argument in arguments]
    yield f"){end}"


def _foreign_keys(shape: Shape) -> Iterator[str]:
    found = {OWNER: ("users", shape.on_delete)}
    found |= {field.name: (field.target.table, field.on_delete) for field in shape.fields if field.target}
    for name, (table, on_delete) in sorted(found.items()):
        key = [f'["{name}"]', f'["{table}.id"]', f'name=op.f("fk_{shape.names.plural}_{name}_{table}")']
        key += [] if on_delete == "RESTRICT" else [f'ondelete="{on_delete.replace("_", " ")}"']
        yield from _call("sa.ForeignKeyConstraint", key, indent=8, end=",")


def _indexed(shape: Shape) -> list[str]:
    own = [field.name for field in shape.filtered]
    own += [f"{shape.searched.name}_key"] if shape.searched else []
    return own


def _indexes(shape: Shape) -> Iterator[str]:
    table = shape.names.plural
    for name in sorted([*_indexed(shape), "created_at", OWNER, "status"], key=lambda each: f"{each}_id"):
        index = [f'op.f("ix_{table}_{name}_id")', f'"{table}"', f'["{name}", "id"]']
        yield from _call("op.create_index", index, indent=4)


def _constraints(shape: Shape) -> Iterator[str]:
    table = shape.names.plural
    yield from (f'"fk_{table}_{each.name}_{each.target.table}",' for each in shape.fields if each.target)
    yield from (f'"ix_{table}_{name}_id",' for name in _indexed(shape))


def _names_of_columns(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        yield f'"{shape.names.plural}.{field.name}",'
        if field is shape.searched:
            yield f'"{shape.names.plural}.{field.name}_key",'


def _names_of_members(shape: Shape) -> Iterator[str]:
    for kind in ("Body", "Draft"):
        yield from (f'"{shape.names.entity}{kind}.{field.name}",' for field in shape.fields)


def _value(field: NewField, _shape: Shape) -> str:
    return f"{field.name}={'uuid4()' if field.target else field.form.value},"


def _stored_value(field: NewField, _shape: Shape) -> str:
    if not field.target:
        return f"{field.name}={field.form.value},"
    makes = "stored_account" if field.target.domain == "users" else f"test_{field.target.domain}.stored"
    return f"{field.name}=await {makes}(service),"


def _values_imported(field: NewField) -> tuple[str, ...]:
    return () if field.target else _without_enum(field.form.value_imports)


def _enums_of_values(shape: Shape) -> Iterator[str]:
    yield from _imports(_values_imported, of_domain=True)(shape)
    yield from _enums(shape)


def _types_of_referred(shape: Shape) -> Iterator[str]:
    yield from _enums_of_values(shape)
    domains = {field.target.domain for field in shape.fields if field.target} - {"users"}
    yield from (f"from tests.system.api import test_{domain}" for domain in sorted(domains))


def _example(shape: Shape) -> Iterator[str]:
    yield from (f'"{field.name}": {field.form.example},' for field in shape.fields if not field.target)


def _schema_example(shape: Shape) -> Iterator[str]:
    yield from (f"{field.name}={field.form.example}," for field in shape.fields)


def _wrong(shape: Shape) -> Iterator[str]:
    yield from (f'"{field.name}": {field.form.wrong},' for field in shape.fields if field.form.wrong)


def _faults(shape: Shape) -> Iterator[str]:
    yield from (f'"{field.name}": "{field.form.fault}",' for field in shape.fields if field.form.wrong)
    yield from (
        f'"{field.name}": "missing",' for field in shape.fields if not field.form.wrong and not field.is_optional
    )


def _tuple(texts: list[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def _test_of_optional_members(shape: Shape) -> Iterator[str]:
    optional = [field.name for field in shape.fields if field.is_optional]
    if optional:
        yield "async def test_optional_members_may_be_left_out(service: Service, ada: Client) -> None:"
        yield "    given = await draft(service)"
        yield "    optional = ["
        yield from (f'        "{name}",' for name in optional)
        yield "    ]"
        yield "    required = {name: value for name, value in given.items() if name not in optional}"
        yield f'    made = await ada("POST", "/{shape.names.plural.replace("_", "-")}", required)'
        yield "    assert (made.status, [made.body[name] for name in optional]) == (201, [None] * len(optional))"
        yield from ("", "")


def _test_of_references(shape: Shape) -> Iterator[str]:
    references = [field.name for field in shape.fields if field.target]
    if references:
        yield f'@pytest.mark.parametrize("name", [{_tuple(references)}])'
        yield "async def test_a_reference_to_nothing_is_refused(service: Service, ada: Client, name: str) -> None:"
        yield "    refused = await placed(service, ada, **{name: str(uuid4())})"
        yield '    assert (refused.status, refused.code) == (409, "reference_not_found")'
        yield '    assert name in refused.body["detail"]'
        yield from ("", "")


def _test_of_filters(shape: Shape) -> Iterator[str]:
    path = f"/{shape.names.plural.replace('_', '-')}"
    if shape.searched:
        yield "async def test_staff_search_by_a_part_of_the_text(service: Service, ada: Client) -> None:"
        yield "    made, boss = await placed(service, ada), await service.staff()"
        yield f'    part = made.body["{shape.searched.name}"][:3].upper()'
        yield f'    found = (await boss("GET", f"{path}?q={{part}}")).body["items"]'
        yield f'    none = (await boss("GET", "{path}?q=nothing")).body["items"]'
        yield '    assert ([each["id"] for each in found], none) == ([made.body["id"]], [])'
        yield from ("", "")
    pairs = [(field.name, field.form.other) for field in shape.filtered if field.form.other]
    if pairs:
        yield "@pytest.mark.parametrize("
        yield '    ("name", "other"),'
        yield "    ["
        yield from (f'        ("{name}", "{other}"),' for name, other in pairs)
        yield "    ],"
        yield ")"
        yield "async def test_staff_search_by_a_value(service: Service, ada: Client, name: str, other: str) -> None:"
        yield "    made, boss = await placed(service, ada), await service.staff()"
        yield f'    found = (await boss("GET", f"{path}?{{name}}={{made.body[name]}}")).body["items"]'
        yield f'    none = (await boss("GET", f"{path}?{{name}}={{other}}")).body["items"]'
        yield '    assert ([each["id"] for each in found], none) == ([made.body["id"]], [])'
        yield f'    assert (await boss("GET", f"{path}?{{name}}=%3F")).faults.keys() == {{name}}'
        yield from ("", "")


def _status(shape: Shape) -> Iterator[str]:
    yield from (f"{member} = {value}" for member, value in shape.status.items())


BLOCKS: Mapping[str, Block] = {
    "types": _imports(lambda field: field.form.imports, of_domain=False),
    "entities": _entities,
    "enumerations": _enumerations,
    "status": _status,
    "enumerations outside": _enums,
    "names of enumerations": _names_of_enums,
    "details": _each(lambda field, _: f"{field.name}: {field.annotation}{' = None' if field.is_optional else ''}"),
    "declarations": _each(_declaration),
    "given": _each(lambda field, _: f"{field.name}=details.{field.name},"),
    "column types": _column_types,
    "columns": _columns,
    "foreign keys": _foreign_keys,
    "indexes": _indexes,
    "types of filters": lambda shape: _types_of_filters(shape, of_domain=False),
    "types of filters in the core": lambda shape: _types_of_filters(shape, of_domain=True),
    "filters": _filters,
    "questions": _questions,
    "types of members": _imports(lambda field: _without_enum(field.form.imports), of_domain=False),
    "readers": _readers,
    "members": _members,
    "shown members": _each(lambda field, shape: f"{field.name}={shape.names.singular}.{field.name},"),
    "example of a body": _schema_example,
    "sent members": _sent,
    "sent details": _each(lambda field, _: f"{field.name}=self.{field.name},"),
    "parameters": _parameters,
    "asked": _asked,
    "titles": _listed(lambda field, _: f'"{field.name.replace("_", " ").upper()}",'),
    "cells": _listed(lambda field, shape: f"cell({shape.names.singular}.{field.name}),"),
    "types of values": _imports(_values_imported, of_domain=False),
    "types of values in the core": _enums_of_values,
    "types of referred values": _types_of_referred,
    "values": _each(_value),
    "stored values": _each(_stored_value),
    "example": _example,
    "wrong members": _wrong,
    "faults": _faults,
    "test of optional members": _test_of_optional_members,
    "test of references": _test_of_references,
    "test of filters": _test_of_filters,
    "names of columns": _names_of_columns,
    "names of constraints": _constraints,
    "names of members": _names_of_members,
}
