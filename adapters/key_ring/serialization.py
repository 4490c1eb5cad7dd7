"""A key ring as JSON: a set of private JWKs (RFC 7517, section 5), each with its times."""

import json
import re
from collections.abc import Mapping
from datetime import datetime

from adapters.key_ring.ring import Ring, RingKey
from adapters.token_signer.compact_serialization import read_json_object
from adapters.token_signer.pyjwt import PyJwtKey
from application.ports.key_ring import KeyAlgorithm

_MAX_YEAR = 9000
"""Times beside it can still be computed."""
_KID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def ring_to_json(ring: Ring) -> bytes:
    """Returns the ring with its private keys."""
    return json.dumps({"keys": [_entry_to_json(entry) for entry in ring.keys]}, indent=2).encode() + b"\n"


def ring_from_json(content: bytes) -> Ring:
    """Returns the ring. Raises ``ValueError`` for damaged content, and for a ring in which no key will ever sign."""
    keys = read_json_object(content).get("keys")
    if not isinstance(keys, list):
        raise ValueError("it has no list of keys")
    entries = tuple(_entry_from_json(entry) for entry in keys)
    if len({entry.kid for entry in entries}) != len(entries):
        raise ValueError("two of its keys have the same kid")
    if all(entry.signs_from is None for entry in entries):
        raise ValueError("none of its keys signs")
    return Ring(entries)


def _entry_to_json(entry: RingKey) -> Mapping[str, str | None]:
    return {
        **entry.key.private_jwk(),
        "created_at": entry.created_at.isoformat(),
        "signs_from": entry.signs_from.isoformat() if entry.signs_from else None,
        "accepted_until": entry.accepted_until.isoformat() if entry.accepted_until else None,
    }


def _entry_from_json(entry: object) -> RingKey:
    match entry:
        case {"kid": str(kid), "alg": str(algorithm), "created_at": str(created_at), **others} if _KID.fullmatch(kid):
            return RingKey(
                key=PyJwtKey.read(KeyAlgorithm(algorithm), kid, others),
                created_at=_instant(created_at),
                signs_from=_instant_or_none(others.get("signs_from")),
                accepted_until=_instant_or_none(others.get("accepted_until")),
            )
        case _:
            raise ValueError("one of its keys lacks kid, alg or created_at")


def _instant_or_none(value: object) -> datetime | None:
    return None if value is None else _instant(str(value))


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("one of its times has no zone")
    if instant.year > _MAX_YEAR:
        raise ValueError(f"one of its times is after the year {_MAX_YEAR}")
    return instant
