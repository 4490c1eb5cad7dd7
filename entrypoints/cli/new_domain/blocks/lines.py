"""Lines of files, as the formatter breaks them."""

from collections.abc import Callable, Iterator, Sequence

from entrypoints.cli.new_domain.fields import NewField
from entrypoints.cli.new_domain.shape import Shape

MAX_CHARS = 120
Block = Callable[[Shape], Iterator[str]]
"""Writes the lines of one block of the template for an entity of this shape."""


def for_each(line: Callable[[NewField, Shape], str]) -> Block:
    """Returns the block of one line for each field."""
    return lambda shape: (line(field, shape) for field in shape.fields)


def imports_of(chosen: Callable[[NewField], tuple[str, ...]], *, of_domain: bool) -> Block:
    """Returns the block of the imports that fields need: those of the domain, or all others."""

    def lines(shape: Shape) -> Iterator[str]:
        found = {line for field in shape.fields for line in chosen(field)}
        yield from sorted(line for line in found if line.startswith("from domain.") is of_domain)

    return lines


def without_enum(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the imports without those of the bases of enumerations."""
    return tuple(line for line in lines if not line.startswith("from enum "))


def enumerations_of(shape: Shape, chosen: Callable[[NewField], bool] = lambda _: True) -> Iterator[str]:
    """Yields the imports of the enumerations of fields."""
    module = f"domain.{shape.names.plural}.{shape.names.singular}"
    for field in shape.fields:
        if field.enum and chosen(field):
            yield f"from {module} import {shape.names.entity}{field.enum}"


def call(function: str, arguments: Sequence[str], *, indent: int, end: str = "") -> Iterator[str]:
    """Yields the lines of a call as the formatter breaks them, for a block that is indented by so many spaces."""
    together = ", ".join(arguments)
    if indent + len(function) + len(together) + len(f"(){end}") <= MAX_CHARS:
        yield f"{function}({together}){end}"
        return
    yield f"{function}("
    is_short = indent + 4 + len(together) <= MAX_CHARS
    yield from [f"    {together}"] if is_short else [f"    {argument}," for argument in arguments]
    yield f"){end}"


def member(start: str, inner: str, end: str) -> Iterator[str]:
    """Yields the lines of a member of a class as the formatter breaks them."""
    line = f"{start}{inner}{end}"
    yield from [line] if len(line) + 4 <= MAX_CHARS else [start, f"    {inner}", end]
