"""The query parameters ``sort`` and ``after`` of lists."""

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.pagination import Position
from domain.shared_kernel.sorting import Sort
from domain.shared_kernel.text import BrokenRule
from entrypoints.schemas.context import context_of
from entrypoints.schemas.text import invalid_choice, one_of, wrong_type
from entrypoints.schemas.wanted import TEXT

_EITHER = _("Use either offset or after, not both")


def sort_text(sort: Sort) -> str:
    """Returns the order as clients write it: ``-created_at``."""
    return f"-{sort.field}" if sort.descending else sort.field


@attrs.frozen(init=False)
class SortBy:
    """Reads ``?sort=field`` or ``?sort=-field`` for the named fields."""

    orders: dict[str, Sort]

    def __init__(self, *fields: str) -> None:
        both = (Sort(field, descending) for field in fields for descending in (False, True))
        self.__attrs_init__({sort_text(sort): sort for sort in both})

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "enum": list(self.orders)}

    def _read(self, text: object) -> Sort:
        if not isinstance(text, str):
            raise wrong_type(one_of(self.orders))
        if text not in self.orders:
            raise invalid_choice(list(self.orders))
        return self.orders[text]


class CursorField:
    """Reads ``?after=``: the ``next`` of a page of the same list in the same order."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(_position)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string"}


def _position(text: object, info: ValidationInfo) -> Position | None:
    if not isinstance(text, str):
        raise wrong_type(TEXT)
    if info.data.get("offset") is not None:
        raise BrokenRule("invalid_choice", _EITHER)
    sort = info.data.get("sort")
    if not isinstance(sort, Sort):  # the error of ``sort`` is reported already, and this depends on it
        return None
    return context_of(info).cursors.read(text, sort, context_of(info).scope)
