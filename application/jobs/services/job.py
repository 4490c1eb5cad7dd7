"""The base class of jobs: work for later, as data."""

import json
from types import NoneType
from typing import ClassVar, Self, get_args, get_type_hints

import attrs


@attrs.frozen
class Job:
    """A frozen attrs class whose fields are the arguments of a job: ids, text, numbers, enumerations, never secrets. A
    job about a user names their id ``user_id``, by which an export of their data finds it. ``name`` is the stored name:
    a literal of each class, so that a class can be renamed without losing stored jobs. A class without one raises
    ``TypeError``."""

    name: ClassVar[str]
    sends_mail: ClassVar[bool] = False
    """Selects the retry policy of mails: a mail server may be away for hours."""

    def __init_subclass__(cls) -> None:
        if not isinstance(vars(cls).get("name"), str):
            raise TypeError(f'{cls.__name__}: declare the name that the database keeps, as name = "…"')

    def arguments(self) -> str:
        """Returns the fields as a JSON object."""
        return json.dumps(attrs.asdict(self, recurse=False), default=str, sort_keys=True)

    @classmethod
    def of(cls, arguments: str) -> Self:
        """Returns the job with these arguments, each of its declared type. Raises ``TypeError`` or ``ValueError`` for
        arguments of another release that do not fit."""
        types = get_type_hints(cls)
        return cls(**{name: _typed(types[name], value) for name, value in json.loads(arguments).items()})


def _typed(type_: object, value: object) -> object:
    """Makes enumerations, ids and the like from the text that they are stored as."""
    plain = next((part for part in get_args(type_) if part is not NoneType), type_)
    return plain(value) if isinstance(plain, type) and value is not None else value
