"""Reads JSON as RFC 8259 defines it. Python's reader alone accepts more, and raises more kinds of errors."""

import json
import math
from typing import NoReturn

from entrypoints.http.kit.protocol_errors import MalformedBody

MAX_DEPTH = 32


def read_json(raw: bytes) -> object:
    """Returns the value of a JSON document. Raises ``MalformedBody`` unless it is one complete value in UTF-8, with
    unique members, finite numbers and at most ``MAX_DEPTH`` levels."""
    try:
        value: object = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise MalformedBody from None
    if raw.count(b"[") + raw.count(b"{") > MAX_DEPTH and _is_too_deep(value):
        raise MalformedBody
    return value


def _is_too_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
    return any(isinstance(value, dict | list) for value in level)


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _unique_members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number is out of range")
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique_members, parse_float=_finite, parse_constant=_refuse)
