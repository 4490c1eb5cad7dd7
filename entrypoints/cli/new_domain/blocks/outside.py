"""The lines of bodies, queries and commands."""

from collections.abc import Callable, Iterator, Mapping

from entrypoints.cli.new_domain.blocks.lines import Block, enumerations_of, for_each, imports_of, member, without_enum
from entrypoints.cli.new_domain.fields import NewField
from entrypoints.cli.new_domain.shape import Shape

_MAX_COLUMNS = 5


def _maybe(field: NewField, reader: str) -> Iterator[str]:
    return member(f"{field.name}: Maybe[", f"Annotated[{field.form.annotation}, {reader}]", "] = None")


def _sent(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        reader = f"{'FromLine' if field.form.is_searched else 'FromJson'}({shape.names.entity}.{field.name})"
        if field.is_optional:
            yield from _maybe(field, reader)
        else:
            yield from member(f"{field.name}: Annotated[", f"{field.form.annotation}, {reader}", "]")


def _members(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        reader = f"FromJson({shape.names.entity}.{field.name})"
        yield from member(f"{field.name}: Annotated[", f"{field.annotation}, {reader}", "]")


def _readers(shape: Shape) -> Iterator[str]:
    used = {"FromJson", *("FromLine" for field in shape.fields if field.form.is_searched)}
    yield from (f"from entrypoints.schemas.from_field import {name}" for name in sorted(used))
    if shape.searched:
        yield "from entrypoints.schemas.query_fields import SearchText"
    yield from imports_of(lambda field: field.form.imports, of_domain=True)(shape)
    yield from enumerations_of(shape)


def _parameters(shape: Shape) -> Iterator[str]:
    if shape.searched:
        yield "q: Maybe[SearchText] = None"
    for field in shape.filtered:
        yield from _maybe(field, f"FromText({shape.names.entity}.{field.name})")


def _asked(shape: Shape) -> Iterator[str]:
    if shape.searched:
        yield "text=self.q,"
    yield from (f"{field.name}=self.{field.name}," for field in shape.filtered)


def _listed(line: Callable[[NewField, Shape], str]) -> Block:
    return lambda shape: (line(each, shape) for each in [f for f in shape.fields if f.form.is_listed][:_MAX_COLUMNS])


def _schema_example(shape: Shape) -> Iterator[str]:
    yield from (f"{field.name}={field.form.example}," for field in shape.fields)


def _names_of_members(shape: Shape) -> Iterator[str]:
    for kind in ("Body", "Draft"):
        yield from (f'"{shape.names.entity}{kind}.{field.name}",' for field in shape.fields)


BLOCKS: Mapping[str, Block] = {
    "types of members": imports_of(lambda field: without_enum(field.form.imports), of_domain=False),
    "readers": _readers,
    "members": _members,
    "shown members": for_each(lambda field, shape: f"{field.name}={shape.names.singular}.{field.name},"),
    "example of a body": _schema_example,
    "sent members": _sent,
    "sent details": for_each(lambda field, _: f"{field.name}=self.{field.name},"),
    "parameters": _parameters,
    "asked": _asked,
    "titles": _listed(lambda field, _: f'"{field.name.replace("_", " ").upper()}",'),
    "cells": _listed(lambda field, shape: f"cell({shape.names.singular}.{field.name}),"),
    "names of members": _names_of_members,
}
