"""The shape of a new entity: its own fields, its status, and what becomes of it when its customer is deleted."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.new_domain.fields import OWNER, FieldParser, NewField
from entrypoints.cli.new_domain.names import Names
from entrypoints.cli.new_domain.refused import (
    FIELD_OF_DOMAIN,
    FIELD_OF_DOMAINS,
    FIELD_TWICE,
    OWNER_IS_REQUIRED,
    STATUS_IS_ENUM,
)
from entrypoints.cli.new_domain.reserved import CLASSES, other_names, refusal_of
from entrypoints.cli.new_domain.targets import USERS, targets_in

DEFAULT_FIELDS = ("item:text:200", "quantity:int")
DEFAULT_STATUS = "status:enum:open,completed,cancelled"
DEFAULT_OWNER = "customer:references:users"
STATUS = "status"
_NUMBERS = frozenset(["Decimal", "float", "int"])


@attrs.frozen
class Shape:
    """``fields`` are those that a customer gives; ``status`` has the members of the status, with their values."""

    names: Names
    fields: Sequence[NewField]
    status: Mapping[str, str]
    on_delete: str

    @classmethod
    def parse(cls, names: Names, typed: Sequence[str], root: Path) -> "Shape":
        """Returns the shape with the fields that were typed, or with the default ones if there is none beside
        ``customer`` and ``status``. Raises ``CommandFailed``."""
        parser = FieldParser(names.entity, targets_in(root))
        given = [parser.parse(text) for text in typed]
        status = _only(STATUS, given) or parser.parse(DEFAULT_STATUS)
        owner = _only(OWNER, given) or parser.parse(DEFAULT_OWNER)
        own = [each for each in given if each.name not in {STATUS, OWNER}]
        _require_enumeration(status)
        _require_owner(owner)
        _require_free(own, names)
        return cls(
            names,
            own or [parser.parse(text) for text in DEFAULT_FIELDS],
            status.form.members,
            owner.on_delete,
        )

    @property
    def searched(self) -> NewField | None:
        """The first text, which is searched by ``q``."""
        return next((field for field in self.fields if field.form.is_searched), None)

    @property
    def number(self) -> NewField | None:
        """The first number, which may be negative."""
        return next((field for field in self.fields if field.form.annotation in _NUMBERS), None)

    @property
    def filtered(self) -> Sequence[NewField]:
        """The fields that a list can be asked by."""
        return [field for field in self.fields if field.form.is_indexed]

    def words(self) -> Mapping[str, str]:
        """Returns the values of placeholders of the template: the members of the status, and names in queries."""
        members = list(self.status)
        chosen = {"OPEN": members[0], "COMPLETED": members[max(1, len(members) - 2)], "CANCELLED": members[-1]}
        sorted_by = ["created_at", *(field.name for field in self.sorted_fields)]
        return {
            **chosen,
            **{name.lower(): self.status[member].strip('"') for name, member in chosen.items()},
            "CASCADE": self.on_delete,
            "sort keys": ", ".join(f'"{name}"' for name in sorted_by),
            "sorts": ", ".join(f'"{sign}{name}"' for name in sorted_by for sign in ("", "-")),
        }

    @property
    def sorted_fields(self) -> Sequence[NewField]:
        """The fields that a list can be sorted by: the first text, and days."""
        return [field for field in self.fields if field is self.searched or field.form.annotation == "date"][:2]


def _only(name: str, given: Sequence[NewField]) -> NewField | None:
    found = [field for field in given if field.name == name]
    if len(found) > 1:
        raise CommandFailed(FIELD_TWICE.bind({"field": name}))
    return found[0] if found else None


def _require_enumeration(status: NewField) -> None:
    is_text = all(value.startswith('"') for value in status.form.members.values())
    is_enum = not status.form.annotation.startswith("tuple[") and len(status.form.members) > 1
    if not is_enum or not is_text or status.is_optional:
        raise CommandFailed(STATUS_IS_ENUM)


def _require_owner(owner: NewField) -> None:
    if owner.target != USERS or owner.is_optional:
        raise CommandFailed(OWNER_IS_REQUIRED)


def _require_free(fields: Sequence[NewField], names: Names) -> None:
    keys = {f"{field.name}_key" for field in fields if field.form.is_searched}
    given = [field.name for field in fields]
    for at, field in enumerate(fields):
        if field.name in given[:at]:
            raise CommandFailed(FIELD_TWICE.bind({"field": field.name}))
        refusal = refusal_of(field.name)
        if field.name in {names.singular, names.plural}:
            refusal = FIELD_OF_DOMAIN
        elif field.name in keys or field.enum in CLASSES:
            refusal = FIELD_OF_DOMAINS
        if refusal is not None:
            free = (each for each in other_names(field.name, names.singular) if each not in keys.union(given))
            raise CommandFailed(refusal.bind({"field": field.name, "suggestion": next(free)}))
