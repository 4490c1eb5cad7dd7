"""Validates bodies and queries by their schemas, and collects every error."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

import attrs
from pydantic import ValidationError

from domain.shared_kernel.errors import FieldError, ValidationException
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.schemas.base import Schema
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import list_scope
from entrypoints.schemas.validation_codes import NO_OBJECT, field_error, field_path

ABSENT: Final = object()
"""Stands for a request without a body, which differs from ``null``."""
MAX_ERRORS: Final = 100
"""A body of unknown members only would otherwise be answered with many times its size."""

_REPEATED = _("Give this only once")


class QueryString(Protocol):
    """Query parameters as they were sent, with repeated ones."""

    def __iter__(self) -> Iterator[str]: ...
    def __getitem__(self, name: str, /) -> str: ...
    def keys(self) -> Iterable[str]:
        """Returns the names, repeated ones as often as they were sent."""

    def getall(self, name: str, /) -> Sequence[str]:
        """Returns every value of a parameter, in the order of the query."""


class Nothing(Schema):
    """A schema without members, for routes without a body or without a query."""


@attrs.frozen
class InputReader:
    """Validates one request, and collects its ``errors``."""

    context: SchemaContext
    errors: list[FieldError] = attrs.field(factory=list)

    def body(self, schema: type[Schema] | None, value: object) -> Schema | None:
        """Returns the body, or ``None`` after an error. An absent body is validated as ``{}``."""
        sent = {} if value is ABSENT else value
        return self._read(schema or Nothing, sent, self.context)

    def query(self, schema: type[Schema] | None, sent: QueryString, address: str) -> Schema | None:
        """Returns the query, or ``None`` after an error. ``address`` is the path of the request."""
        repeated = [name for name in dict.fromkeys(sent) if len(sent.getall(name)) > 1]
        self.errors.extend(FieldError(field_path([name]), "wrong_type", _REPEATED) for name in repeated)
        parameters = dict(sent)
        context = attrs.evolve(self.context, scope=list_scope(address, parameters))
        return self._read(schema or Nothing, parameters, context)

    def require_no_errors(self) -> None:
        """Raises ``ValidationException`` with the first ``MAX_ERRORS`` errors, if there are any."""
        if self.errors:
            raise ValidationException(tuple(self.errors[:MAX_ERRORS]))

    def _read(self, schema: type[Schema], value: object, context: SchemaContext) -> Schema | None:
        if not isinstance(value, dict):
            self.errors.append(FieldError("", NO_OBJECT.code, NO_OBJECT.message))
            return None
        try:
            return schema.model_validate(value, context=context)
        except ValidationError as refused:
            self.errors.extend(_errors(refused))
            return None


def _errors(refused: ValidationError) -> Iterator[FieldError]:
    found = refused.errors(include_url=False, include_input=False)
    return map(field_error, found[:MAX_ERRORS])
