"""What can be done later, as data."""

import json
import re
from types import NoneType
from typing import ClassVar, Self, get_args, get_type_hints

import attrs


@attrs.frozen
class Job:
    """A job is a frozen attrs class whose fields are its arguments: ids, text, numbers, enumerations, never secrets.
    One that is about a person names them ``user_id``: by that it is found for an export of their data.
    ``class SendMail(Job)`` is called ``send_mail`` in the database, whatever module it lives in."""

    name: ClassVar[str] = "job"
    sends_mail: ClassVar[bool] = False
    """Whether it is tried again for as long as mails are: a mail server may be away for hours."""

    def __init_subclass__(cls) -> None:
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

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
