"""The base class of jobs: work for later, as data."""

import json
from collections.abc import Mapping
from functools import cache
from typing import ClassVar, Self

import attrs

from domain.shared_kernel.field_types.field_type import FieldType
from domain.shared_kernel.field_types.registry import field_type_of


@attrs.frozen
class Job:
    """A frozen attrs class whose fields are the arguments of a job: of any field type, and never secrets. A job about a
    user names their id ``user_id``, by which an export of their data finds it. ``name`` is the stored name: a literal
    of each class, which can be renamed without losing stored jobs. A class without one raises ``TypeError``."""

    name: ClassVar[str]
    sends_mail: ClassVar[bool] = False
    """Selects the retry policy of mails: a mail server may be away for hours."""

    def __init_subclass__(cls) -> None:
        if not isinstance(vars(cls).get("name"), str):
            raise TypeError(f'{cls.__name__}: declare the name that the database keeps, as name = "…"')

    def arguments(self) -> str:
        """Returns the fields as a JSON object."""
        types = self._types()
        return json.dumps({name: kept.to_json(getattr(self, name)) for name, kept in types.items()}, sort_keys=True)

    @classmethod
    def of(cls, arguments: str) -> Self:
        """Returns the job with these arguments, each of its declared type. Raises ``TypeError`` or ``ValueError`` for
        arguments of another release that do not fit."""
        types = cls._types()
        return cls(**{name: types[name].from_json(value) for name, value in json.loads(arguments).items()})

    @classmethod
    @cache
    def _types(cls) -> Mapping[str, FieldType]:
        """Returns the type of each argument. Raises ``TypeError`` for one that is no field type."""
        return {argument.name: field_type_of(argument.type) for argument in attrs.fields(attrs.resolve_types(cls))}
