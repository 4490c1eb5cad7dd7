"""Fields as they are typed: ``amount:decimal:12,2``, or ``'amount:decimal(12,2)'`` where a shell leaves brackets
alone."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

import attrs

from domain.shared_kernel.field_types.derived import MAX_MEMBER_LENGTH
from domain.shared_kernel.messages import Message
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.new_domain.field_forms import JSON, PLAIN, FieldForm, PlainType
from entrypoints.cli.new_domain.names import camel_case
from entrypoints.cli.new_domain.refused import FIELD_TOO_LONG, NO_FIELD, NO_TARGET, NO_TYPE, WRITTEN_AS
from entrypoints.cli.new_domain.targets import Target

OWNER = "customer_id"
"""The reference to the account that each belongs to, and with which it goes unless another act is given."""
MAX_LETTERS = 20
"""A longer name would make lines of the template too long."""
MAX_DIGITS = 38
"""Digits of a decimal number that every storage has room for."""
MAX_LENGTH = 10_000
_FIELD = re.compile(r"([a-z][a-z0-9]*(?:_[a-z0-9]+)*):([^?]+?)(\?|:optional)?")
_TYPE = re.compile(r"([a-z]+)(?:\((.*)\)|:(.*))?")
_MEMBER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_NUMBERED = re.compile(r"([a-z][a-z0-9]*(?:_[a-z0-9]+)*)=(\d{1,9})")
_ON_DELETE = ("cascade", "restrict", "set_null")
_PLAIN_BY_NAME: Mapping[str, PlainType] = {name: plain for plain in PLAIN.values() for name in plain.names}
TYPES = (*(plain.names[0] for plain in PLAIN.values()), "enum", "json", "list", "references")


@attrs.frozen(kw_only=True)
class NewField:
    """A field of an entity that is to be written. ``on_delete`` and ``target`` are those of a reference."""

    name: str
    form: FieldForm
    is_optional: bool = False
    target: Target | None = None
    on_delete: str = ""

    @property
    def annotation(self) -> str:
        """The type of the field, with ``| None`` if it is optional."""
        return f"{self.form.annotation} | None" if self.is_optional else self.form.annotation

    @property
    def enum(self) -> str | None:
        """The name of its enumeration behind that of the entity, if it has one."""
        return camel_case(self.name) if self.form.members else None


@attrs.frozen
class FieldParser:
    """Reads the fields of an entity called ``entity``, which may refer to ``targets``."""

    entity: str
    targets: Mapping[str, Target]

    def parse(self, text: str) -> NewField:
        """Returns the field. Raises ``CommandFailed`` with a sentence that names it and says how it is written."""
        found = _FIELD.fullmatch(text)
        if not found:
            raise _refused(NO_FIELD, field=text)
        name, type_, optional = found.groups()
        if len(name) > MAX_LETTERS:
            raise _refused(FIELD_TOO_LONG, field=name, letters=MAX_LETTERS)
        kind, arguments = self._split(name, type_)
        if kind == "references":
            return self._reference(name, arguments, is_optional=bool(optional))
        return NewField(name=name, form=self._form(name, kind, arguments), is_optional=bool(optional))

    def _split(self, name: str, type_: str) -> tuple[str, str]:
        found = _TYPE.fullmatch(type_)
        if not found or (found[1] not in _PLAIN_BY_NAME and found[1] not in TYPES):
            raise _refused(NO_TYPE, field=name, type=type_, types=", ".join(TYPES))
        return found[1], found[2] or found[3] or ""

    def _form(self, name: str, kind: str, arguments: str) -> FieldForm:
        match kind:
            case "enum":
                return self._enum(name, arguments)
            case "list":
                return self._list(name, arguments)
            case "json" if not arguments:
                return JSON
            case "json" | "references":
                raise _written_as(name, "json")
            case _:
                return _plain(name, _PLAIN_BY_NAME[kind], arguments)

    def _enum(self, name: str, arguments: str) -> FieldForm:
        members = dict(_members(arguments))
        if not members or len(set(members.values())) < arguments.count(",") + 1:
            raise _written_as(name, "enum:open,paid,void", "enum:low=1,high=2")
        first, is_text = next(iter(members.values())), '"' in arguments or "=" not in arguments
        enum = f"{self.entity}{camel_case(name)}"
        return FieldForm(
            annotation=enum,
            imports=(f"from enum import {'StrEnum' if is_text else 'IntEnum'}",),
            column="text(32)" if is_text else "integer()",
            example=first,
            value=f"{enum}.{next(iter(members))}",
            other=list(members.values())[-1].strip('"') if len(members) > 1 else "",
            wrong='"?"' if is_text else "-1",
            fault="invalid_choice",
            is_indexed=True,
            members=members,
        )

    def _list(self, name: str, arguments: str) -> FieldForm:
        if not arguments or arguments.startswith(("list", "json", "references")):
            raise _written_as(name, "list:str", "list:decimal:12,2")
        kind, inner = self._split(name, arguments)
        each = self._form(name, kind, inner)
        return attrs.evolve(
            each,
            annotation=f"tuple[{each.annotation}, ...]",
            column="text()",
            example=f"[{each.example}, {each.example}]",
            value=f"({each.value}, {each.value})",
            wrong='"?"',
            fault="wrong_type",
            is_searched=False,
            is_indexed=False,
            is_listed=False,
        )

    def _reference(self, name: str, arguments: str, *, is_optional: bool) -> NewField:
        plural, _, act = arguments.partition(":")
        if plural not in self.targets:
            raise _refused(NO_TARGET, field=name, target=plural, targets=", ".join(self.targets))
        attribute = name if name.endswith("_id") else f"{name}_id"
        act = act or ("set_null" if is_optional else "cascade" if attribute == OWNER else "restrict")
        if act not in _ON_DELETE:
            raise _written_as(name, *(f"references:{plural}:{each}" for each in _ON_DELETE))
        form = PLAIN[UUID].form
        return NewField(
            name=attribute,
            form=attrs.evolve(form, is_listed=False),
            is_optional=is_optional or act == "set_null",
            target=self.targets[plural],
            on_delete=act.upper(),
        )


def _plain(name: str, plain: PlainType, arguments: str) -> FieldForm:
    numbers = [int(part) for part in (arguments or plain.default).split(",") if part.isascii() and part.isdigit()]
    given = len((arguments or plain.default).split(",")) if arguments or plain.default else 0
    if len(numbers) != given or given != len(list(filter(None, plain.takes.split(",")))):
        raise _written_as(name, ":".join(filter(None, (plain.names[0], plain.takes))))
    match numbers:
        case [length]:
            return _with_length(name, plain, length)
        case [precision, scale]:
            return _with_digits(name, plain, precision, scale)
        case _:
            return plain.form


def _with_length(name: str, plain: PlainType, length: int) -> FieldForm:
    if not 1 <= length <= MAX_LENGTH:
        raise _written_as(name, *(f"{plain.names[0]}:{bound}" for bound in (1, MAX_LENGTH)))
    form = _filled(plain.form, length)
    if not form.is_searched:
        return form
    example = f'"{"Green tea"[:length].strip()}"'
    return attrs.evolve(form, example=example, value=example)


def _with_digits(name: str, plain: PlainType, precision: int, scale: int) -> FieldForm:
    if not 1 <= precision <= MAX_DIGITS or scale > precision:
        raise _written_as(name, f"{plain.names[0]}:{plain.takes}")
    whole = "7" if precision > scale else "0"
    return _filled(plain.form, precision, scale, f"{whole}.{'5':0<{scale}}" if scale else whole)


def _filled(form: FieldForm, *arguments: object) -> FieldForm:
    texts = {name: getattr(form, name).format(*arguments) for name in ("options", "column", "example", "value")}
    return attrs.evolve(form, **texts)


def _members(arguments: str) -> Iterator[tuple[str, str]]:
    """Yields ``OPEN, "open"``, or ``LOW, 1`` for ``low=1``; nothing from the first on that is neither."""
    parts = arguments.split(",")
    pattern = _NUMBERED if all("=" in part for part in parts) else _MEMBER
    for part in parts:
        found = pattern.fullmatch(part)
        if not found or len(part) > MAX_MEMBER_LENGTH:
            return
        yield (found[1].upper(), found[2]) if pattern is _NUMBERED else (part.upper(), f'"{part}"')


def _written_as(name: str, *forms: str) -> CommandFailed:
    return _refused(WRITTEN_AS, field=name, example=", ".join(f"{name}:{form}" for form in forms))


def _refused(sentence: Message, **facts: object) -> CommandFailed:
    return CommandFailed(sentence.bind(facts))
