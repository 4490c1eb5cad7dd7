"""Fields as they are typed: ``amount:decimal:12,2``, or ``'amount:decimal(12,2)'`` where a shell leaves brackets
alone."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from uuid import UUID

import attrs

from entrypoints.cli.new_domain.arguments import members_of, plain_form, refused, written_as
from entrypoints.cli.new_domain.field_forms import JSON, PLAIN, FieldForm, PlainType
from entrypoints.cli.new_domain.names import camel_case
from entrypoints.cli.new_domain.refused import FIELD_TOO_LONG, NO_FIELD, NO_TARGET, NO_TYPE, NO_TYPE_BUT
from entrypoints.cli.new_domain.targets import Target

OWNER = "customer_id"
"""The reference to the account that each belongs to, and with which it goes unless another act is given."""
MAX_LETTERS = 20
"""A longer name would make lines of the template too long."""
_FIELD = re.compile(r"([a-z][a-z0-9]*(?:_[a-z0-9]+)*):([^?]+?)(\?|:optional)?")
_TYPE = re.compile(r"([a-z]+)(?:\((.*)\)|:(.*))?")
_ON_DELETE = ("cascade", "restrict", "set_null")
_PLAIN_BY_NAME: Mapping[str, PlainType] = {name: plain for plain in PLAIN.values() for name in plain.names}
_MADE_OF_OTHERS = ("enum", "json", "list", "references")
TYPES = (*(plain.names[0] for plain in PLAIN.values()), *_MADE_OF_OTHERS)
_ELSEWHERE = {
    "array": "list",
    "binary": "bytes",
    "blob": "bytes",
    "char": "text",
    "choice": "enum",
    "dict": "json",
    "double": "float",
    "guid": "uuid",
    "interval": "duration",
    "map": "json",
    "money": "decimal",
    "number": "int",
    "numeric": "decimal",
    "object": "json",
    "ref": "references",
    "timestamp": "datetime",
    "tuple": "list",
    "varchar": "text",
}
"""Names that other languages and databases have for a type."""
_MEANT: Mapping[str, str] = (
    {name: plain.names[0] for name, plain in _PLAIN_BY_NAME.items()}
    | {name: name for name in _MADE_OF_OTHERS}
    | _ELSEWHERE
)


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


def nearest_type(typed: str) -> str:
    """Returns the type that somebody meant who typed this, or an empty text if it is like none."""
    word = re.match(r"[A-Za-z]*", typed)
    near = get_close_matches(word[0].lower() if word else "", _MEANT, n=1)
    return _MEANT[near[0]] if near else ""


@attrs.frozen
class FieldParser:
    """Reads the fields of an entity called ``entity``, which may refer to ``targets``."""

    entity: str
    targets: Mapping[str, Target]

    def parse(self, text: str) -> NewField:
        """Returns the field. Raises ``CommandFailed`` with a sentence that names it and says how it is written."""
        found = _FIELD.fullmatch(text)
        if not found:
            raise refused(NO_FIELD, field=text)
        name, type_, optional = found.groups()
        if len(name) > MAX_LETTERS:
            raise refused(FIELD_TOO_LONG, field=name, letters=MAX_LETTERS)
        kind, arguments = self._split(name, type_)
        if kind == "references":
            return self._reference(name, arguments, is_optional=bool(optional))
        return NewField(name=name, form=self._form(name, kind, arguments), is_optional=bool(optional))

    def _split(self, name: str, type_: str) -> tuple[str, str]:
        found = _TYPE.fullmatch(type_)
        if not found or (found[1] not in _PLAIN_BY_NAME and found[1] not in TYPES):
            sentence, near = NO_TYPE, nearest_type(type_)
            if near:
                sentence = NO_TYPE_BUT.bind({"near": near})
            raise refused(sentence, field=name, type=type_, types=", ".join(TYPES))
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
                raise written_as(name, "json")
            case _:
                return plain_form(name, _PLAIN_BY_NAME[kind], arguments)

    def _enum(self, name: str, arguments: str) -> FieldForm:
        members = dict(members_of(arguments))
        if not members or len(set(members.values())) < arguments.count(",") + 1:
            raise written_as(name, "enum:open,paid,void", "enum:low=1,high=2")
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
            raise written_as(name, "list:text", "list:decimal:12,2")
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
            raise refused(NO_TARGET, field=name, target=plural, targets=", ".join(self.targets))
        attribute = name if name.endswith("_id") else f"{name}_id"
        act = act or ("set_null" if is_optional else "cascade" if attribute == OWNER else "restrict")
        if act not in _ON_DELETE:
            raise written_as(name, *(f"references:{plural}:{each}" for each in _ON_DELETE))
        form = PLAIN[UUID].form
        return NewField(
            name=attribute,
            form=attrs.evolve(form, is_listed=False),
            is_optional=is_optional or act == "set_null",
            target=self.targets[plural],
            on_delete=act.upper(),
        )
