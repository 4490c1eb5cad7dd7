"""The arguments of types as they are typed: ``12,2`` of a decimal number, ``open,paid,void`` of an enumeration."""

import re
from collections.abc import Iterator

import attrs

from domain.shared_kernel.field_types.derived import MAX_MEMBER_LENGTH
from domain.shared_kernel.messages import Message
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.new_domain.field_forms import FieldForm, PlainType
from entrypoints.cli.new_domain.refused import WRITTEN_AS

MAX_DIGITS = 38
"""Digits of a decimal number that every storage has room for."""
MAX_LENGTH = 10_000
_MEMBER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_NUMBERED = re.compile(r"([a-z][a-z0-9]*(?:_[a-z0-9]+)*)=(\d{1,9})")


def plain_form(name: str, plain: PlainType, arguments: str) -> FieldForm:
    """Returns the form of a primitive type with these arguments. Raises ``CommandFailed``."""
    numbers = [int(part) for part in (arguments or plain.default).split(",") if part.isascii() and part.isdigit()]
    given = len((arguments or plain.default).split(",")) if arguments or plain.default else 0
    if len(numbers) != given or given != len(list(filter(None, plain.takes.split(",")))):
        raise written_as(name, ":".join(filter(None, (plain.names[0], plain.takes))))
    match numbers:
        case [length]:
            return _with_length(name, plain, length)
        case [precision, scale]:
            return _with_digits(name, plain, precision, scale)
        case _:
            return plain.form


def _with_length(name: str, plain: PlainType, length: int) -> FieldForm:
    if not 1 <= length <= MAX_LENGTH:
        raise written_as(name, *(f"{plain.names[0]}:{bound}" for bound in (1, MAX_LENGTH)))
    form = _filled(plain.form, length)
    if not form.is_searched:
        return form
    example = f'"{"Green tea"[:length].strip()}"'
    return attrs.evolve(form, example=example, value=example)


def _with_digits(name: str, plain: PlainType, precision: int, scale: int) -> FieldForm:
    if not 1 <= precision <= MAX_DIGITS or scale > precision:
        raise written_as(name, f"{plain.names[0]}:{plain.takes}")
    whole = "7" if precision > scale else "0"
    return _filled(plain.form, precision, scale, f"{whole}.{'5':0<{scale}}" if scale else whole)


def _filled(form: FieldForm, *arguments: object) -> FieldForm:
    texts = {name: getattr(form, name).format(*arguments) for name in ("options", "column", "example", "value")}
    return attrs.evolve(form, **texts)


def members_of(arguments: str) -> Iterator[tuple[str, str]]:
    """Yields ``OPEN, "open"``, or ``LOW, 1`` for ``low=1``; nothing from the first on that is neither."""
    parts = arguments.split(",")
    pattern = _NUMBERED if all("=" in part for part in parts) else _MEMBER
    for part in parts:
        found = pattern.fullmatch(part)
        if not found or len(part) > MAX_MEMBER_LENGTH:
            return
        yield (found[1].upper(), found[2]) if pattern is _NUMBERED else (part.upper(), f'"{part}"')


def written_as(name: str, *forms: str) -> CommandFailed:
    """Returns the error of a type that is not written in one of these forms."""
    return refused(WRITTEN_AS, field=name, example=", ".join(f"{name}:{form}" for form in forms))


def refused(sentence: Message, **facts: object) -> CommandFailed:
    """Returns the error with this sentence."""
    return CommandFailed(sentence.bind(facts))
