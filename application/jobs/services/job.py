"""What can be done later, as data."""

import json
from types import NoneType
from typing import ClassVar, Self, get_args, get_type_hints

import attrs


@attrs.frozen
class Job:
    """A frozen attrs class whose fields are the arguments of a job: ids, text, numbers, enumerations, never secrets.
    One that is about a person names them ``user_id``: by that it is found for an export of their data. ``name`` is
    what the database calls it: a literal of each class, so that a class can be renamed and no stored job is stranded.
    A class without one raises ``TypeError``."""

    name: ClassVar[str]
    sends_mail: ClassVar[bool] = False
    """Whether it is tried again for as long as mails are: a mail server may be away for hours."""

    def __init_subclass__(cls) -> None:
        if not isinstance(vars(cls).get("name"), str):
            raise TypeError(f'{cls.__name__}: declare the name that the database keeps, as name = "…"')

    def arguments(self) -> str:
        """The fields as a JSON object."""
        return json.dumps(attrs.asdict(self, recurse=False), default=str, sort_keys=True)

    @classmethod
    def of(cls, arguments: str) -> Self:
        """The job with these fields, each of its declared type again. Raises ``TypeError`` or ``ValueError`` for
        arguments of another release that it cannot understand."""
        types = get_type_hints(cls)
        return cls(**{name: _typed(types[name], value) for name, value in json.loads(arguments).items()})


def _typed(type_: object, value: object) -> object:
    """Enumerations, ids and the like are made from what they are written as."""
    plain = next((part for part in get_args(type_) if part is not NoneType), type_)
    return plain(value) if isinstance(plain, type) and value is not None else value
