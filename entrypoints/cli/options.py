"""Options of commands, validated by the schemas of the API."""

from collections.abc import Mapping
from typing import Annotated, TypeVar

import attrs
from cyclopts import Parameter
from cyclopts.validators import Number

from domain.shared_kernel.errors import ValidationException
from domain.shared_kernel.pagination import MAX_LIMIT
from entrypoints.schemas.base import Schema
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import list_scope
from entrypoints.schemas.validation import InputReader

Limit = Annotated[int, Parameter(validator=Number(gte=1, lte=MAX_LIMIT))]
After = Annotated[str | None, Parameter(allow_leading_hyphen=True)]
"""A cursor, which may begin with a hyphen."""
SchemaT = TypeVar("SchemaT", bound=Schema)


def read_options(
    schema: type[SchemaT], typed: Mapping[str, object], context: SchemaContext, *, of: str = ""
) -> SchemaT:
    """Returns the options ``typed`` as ``schema``; ``of`` names the account whose list is asked for, if it is one's.
    Raises ``ValidationException`` that names the options."""
    given = {name: value for name, value in typed.items() if value is not None}
    reader = InputReader(attrs.evolve(context, scope=list_scope(f"cortex {schema.__name__} {of}", given)))
    read = reader.body(schema, given)
    if isinstance(read, schema):
        return read
    raise ValidationException(tuple(attrs.evolve(error, field=_option(error.field)) for error in reader.errors))


def _option(member: str) -> str:
    return f"--{member.replace('_', '-')}"
