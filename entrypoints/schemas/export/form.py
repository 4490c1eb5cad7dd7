"""The stored data of a person, as JSON: a member for each kind of data that domains declare."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import GenericAlias
from typing import Any

import attrs
from pydantic import create_model

from application.sessions.services.principal import Principal
from entrypoints.schemas.base import Schema


@attrs.frozen(kw_only=True)
class ExportMember:
    """One member of the export, the data of this name. ``body`` is its type in JSON, or that of each of its items;
    ``of`` makes it of a row, as JSON shows it to a principal."""

    name: str
    body: type[Schema]
    of: Callable[[Any, Principal | None], Schema]
    is_list: bool = True

    @property
    def type_(self) -> object:
        """The type of the member."""
        return GenericAlias(tuple, (self.body, ...)) if self.is_list else self.body

    def represent(self, data: Any, principal: Principal | None) -> Schema | tuple[Schema, ...]:
        """Returns the data as JSON shows it to ``principal``."""
        return tuple(self.of(row, principal) for row in data) if self.is_list else self.of(data, principal)


@attrs.frozen
class ExportForm:
    """The form of an export, whose ``body`` has all members."""

    members: Sequence[ExportMember]
    body: type[Schema] = attrs.field(init=False)

    @body.default
    def _body_of_members(self) -> type[Schema]:
        return _body_of(tuple((member.name, member.type_) for member in self.members))

    def represent(self, data: Mapping[str, object], principal: Principal | None) -> Schema:
        """Returns the export; ``principal`` decides which session is current."""
        return self.body.of_trusted(
            **{member.name: member.represent(data[member.name], principal) for member in self.members}
        )


@cache
def _body_of(members: tuple[tuple[str, object], ...]) -> type[Schema]:
    """Makes a schema of the names and types of members, once for the same ones: pydantic takes its time."""
    types: dict[str, Any] = {name: (type_, ...) for name, type_ in members}
    return create_model("ExportBody", __base__=Schema, **types)
