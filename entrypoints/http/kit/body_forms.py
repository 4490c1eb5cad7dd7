"""The forms in which clients may write bodies."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import attrs

from entrypoints.http.kit.json_reader import read_json
from entrypoints.http.kit.protocol_errors import MalformedBody

MAX_FIELDS = 10


@attrs.frozen
class BodyForm:
    """A media type, and what decodes a body of it; ``decode`` raises ``MalformedBody``."""

    media_type: str
    decode: Callable[[bytes], object]


def _fields(raw: bytes) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise MalformedBody from None
    if len(dict(pairs)) != len(pairs):
        raise MalformedBody
    return dict(pairs)


JSON_BODY = BodyForm("application/json", read_json)
FORM_BODY = BodyForm("application/x-www-form-urlencoded", _fields)
"""The fields of an HTML form, by name; a field that is repeated makes it malformed."""
