"""Maps the errors of pydantic to the codes and messages of the API."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import attrs
from pydantic_core import ErrorDetails

from domain.shared_kernel.errors import FieldError
from domain.shared_kernel.messages import Message, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import INVALID_TEXT, TOO_LONG, TOO_SHORT, BrokenRule
from entrypoints.schemas.text import INVALID_CHOICE
from entrypoints.schemas.wanted import LIST, OBJECT, WANTED
from entrypoints.schemas.wire_readers import AT_LEAST, AT_MOST

MAX_PATH_CHARS = 200
_QUOTED = re.compile(r"'([^']*)'")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@attrs.frozen
class Fault:
    """A code and its message; ``limit`` names the entry of pydantic's context that the message calls ``{limit}``."""

    code: str
    message: Message
    limit: str = ""


_MISSING = _("This is required")
_UNKNOWN = _("This is not known here. Please leave it out")
_FEW = lazy_ngettext("Give at least {limit} entry", "Give at least {limit} entries", "limit")
_MANY = lazy_ngettext("Give at most {limit} entry", "Give at most {limit} entries", "limit")
_ABOVE = _("This must be more than {limit}")
_BELOW = _("This must be less than {limit}")

WRONG = Fault("wrong_type", _("This has the wrong type or form. See the API description"))
NO_OBJECT = Fault("wrong_type", OBJECT)

FAULTS: Mapping[str, Fault] = {
    "missing": Fault("missing", _MISSING),
    "extra_forbidden": Fault("unknown_field", _UNKNOWN),
    "string_unicode": Fault("invalid_text", INVALID_TEXT),
    "string_too_short": Fault("too_short", TOO_SHORT, "min_length"),
    "string_too_long": Fault("too_long", TOO_LONG, "max_length"),
    "too_short": Fault("too_short", _FEW, "min_length"),
    "too_long": Fault("too_long", _MANY, "max_length"),
    "greater_than": Fault("out_of_range", _ABOVE, "gt"),
    "greater_than_equal": Fault("out_of_range", AT_LEAST, "ge"),
    "less_than": Fault("out_of_range", _BELOW, "lt"),
    "less_than_equal": Fault("out_of_range", AT_MOST, "le"),
    "enum": Fault("invalid_choice", INVALID_CHOICE),
    "literal_error": Fault("invalid_choice", INVALID_CHOICE),
    "string_type": Fault("wrong_type", WANTED[str]),
    "bool_type": Fault("wrong_type", WANTED[bool]),
    "int_type": Fault("wrong_type", WANTED[int]),
    "int_from_float": Fault("wrong_type", WANTED[int]),
    "float_type": Fault("wrong_type", WANTED[float]),
    "finite_number": Fault("wrong_type", WANTED[float]),
    "list_type": Fault("wrong_type", LIST),
    "dict_type": NO_OBJECT,
    "model_type": NO_OBJECT,
    "uuid_type": Fault("wrong_type", WANTED[UUID]),
    "datetime_type": Fault("wrong_type", WANTED[datetime]),
    "is_instance_of": WRONG,
    "none_required": Fault("wrong_type", _("This must be null")),
    "invalid_key": Fault("wrong_type", _("The name of this member must be text")),
}
"""By pydantic's error types. A type that is missing here becomes ``wrong_type``."""


def field_path(steps: Iterable[str | int]) -> str:
    """Returns the dotted path of a field, printable and of at most ``MAX_PATH_CHARS`` characters."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", ".".join(map(str, steps)))[:MAX_PATH_CHARS]


def field_error(found: ErrorDetails) -> FieldError:
    """Returns the error of a field as the API names it."""
    field = field_path(found["loc"])
    context = found.get("ctx", {})
    broken = context.get("error")
    if isinstance(broken, BrokenRule):
        return FieldError(field, broken.code, broken.message)
    fault = FAULTS.get(found["type"], WRONG)
    choices = ", ".join(_QUOTED.findall(str(context.get("expected", ""))))
    values = {"limit": context.get(fault.limit), "choices": choices}
    return FieldError(field, fault.code, fault.message.bind(values))
