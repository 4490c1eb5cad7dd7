"""The compact serialization of signed tokens (RFC 7515, section 3.1), parsed as strictly as it is written.

Input that two parsers could understand differently is refused: padding, stray bits, duplicate members (RFC 8725,
section 2.4), other encodings than UTF-8, numbers that JSON does not have. Every error is a ``ValueError``.
"""

import json
import math
import re
from binascii import a2b_base64, b2a_base64
from typing import Any, NoReturn

MAX_TOKEN_LENGTH = 4096  # the longest token of ours has about half of it
MAX_NESTING = 8  # claims are flat; this leaves room for those that a team adds
_COMPACT_FORM = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_TO_URL_ALPHABET = bytes.maketrans(b"+/", b"-_")
_FROM_URL_ALPHABET = bytes.maketrans(b"-_", b"+/")
_LAST_OF_TWO = frozenset("AQgw")
"""The characters whose last four bits are zero: of two characters, which encode one byte, they are left over."""
_LAST_OF_THREE = frozenset("AEIMQUYcgkosw048")
"""The characters whose last two bits are zero: of three characters, which encode two bytes, they are left over."""


def split_segments(token: str) -> tuple[str, str, str]:
    """Returns header, payload and signature as they are written. Raises ``ValueError``."""
    if len(token) > MAX_TOKEN_LENGTH:
        raise ValueError("a token this long is none of ours")
    found = _COMPACT_FORM.fullmatch(token)
    if found is None:
        raise ValueError("not three base64url segments")
    header, payload, signature = found.groups()
    return header, payload, signature


def split_compact_form(token: str) -> tuple[bytes, bytes, bytes]:
    """Returns header, payload and signature, decoded. Raises ``ValueError``."""
    header, payload, signature = map(decode_segment, split_segments(token))
    return header, payload, signature


def encode_segment(content: bytes) -> str:
    """Returns base64url without padding (RFC 7515, section 2)."""
    return b2a_base64(content, newline=False).translate(_TO_URL_ALPHABET, b"=").decode()


def decode_segment(segment: str) -> bytes:
    """Returns the content of a segment that has no other characters than those of base64url. Raises ``ValueError``
    unless ``encode_segment`` would write it in the same way."""
    left = len(segment) % 4
    if (left == 2 and segment[-1] not in _LAST_OF_TWO) or (left == 3 and segment[-1] not in _LAST_OF_THREE):  # noqa: PLR2004  # explained above
        raise ValueError("the last character has stray bits")
    return a2b_base64(segment.encode().translate(_FROM_URL_ALPHABET) + b"=" * (-left % 4))


def read_json_object(encoded: bytes) -> dict[str, Any]:
    """Returns the members of a JSON object in UTF-8 without duplicate names (RFC 8259 as narrowed by RFC 7493). Raises
    ``ValueError``."""
    try:
        members = _JSON.decode(encoded.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(members, dict):
        raise ValueError("not an object")  # every refusal is of one kind
    if encoded.count(b"[") + encoded.count(b"{") > MAX_NESTING:
        _require_shallow(members, MAX_NESTING)
    return members


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is named twice")
    return members


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number beyond all bounds")
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_JSON = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_refuse)


def _require_shallow(value: object, levels: int) -> None:
    if not isinstance(value, dict | list):
        return
    if levels == 0:
        raise ValueError("nested too deeply")
    for item in value.values() if isinstance(value, dict) else value:
        _require_shallow(item, levels - 1)
