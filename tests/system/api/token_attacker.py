"""Somebody who has everything that can be had, and writes tokens of it."""

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import PyJWK

from adapters.token_signer.compact_serialization import encode_segment, split_compact_form
from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.pyjwt import PyJwtKey
from adapters.token_signer.signing_key import SigningKey
from application.ports.key_ring import KeyAlgorithm

STRANGER = PyJwtKey.generate(KeyAlgorithm.EDDSA, datetime.now(UTC))
STRANGERS: Mapping[str, SigningKey] = {
    "HS256": HmacKey(b"s" * 32),
    **{algorithm: PyJwtKey.generate(algorithm, datetime.now(UTC)) for algorithm in KeyAlgorithm},
    KeyAlgorithm.EDDSA: STRANGER,
}
"""Keys that were never ours."""
NOTHING = b""


def text(members: object) -> bytes:
    return members if isinstance(members, bytes) else json.dumps(members).encode()


def signed(header: object, claims: object, sign: Callable[[bytes], bytes]) -> str:
    """A token whose signature is right for whatever key signs it, whatever else is wrong with it."""
    message = f"{encode_segment(text(header))}.{encode_segment(text(claims))}"
    return f"{message}.{encode_segment(sign(message.encode()))}"


def hs256(secret: bytes) -> Callable[[bytes], bytes]:
    return lambda message: hmac.digest(secret, message, "sha256")


@attrs.frozen(kw_only=True)
class TokenAttacker:
    """Has genuine tokens of somebody, and the key that signs: most of what it writes would pass but for one fault."""

    key: SigningKey
    token: str = attrs.field(repr=False)
    refresh_token: str = attrs.field(repr=False)
    staff_token: str = attrs.field(repr=False)
    foreign_token: str = attrs.field(repr=False)
    """Of a service with other keys."""
    retired_token: str = attrs.field(repr=False)
    """By a key that is over, where there is more than one."""

    @property
    def header(self) -> dict[str, Any]:
        header: dict[str, Any] = json.loads(split_compact_form(self.token)[0])
        return header

    @property
    def claims(self) -> dict[str, Any]:
        claims: dict[str, Any] = json.loads(split_compact_form(self.token)[1])
        return claims

    @property
    def public(self) -> Any:
        """What everybody may know of the key; nothing for a secret."""
        return PyJWK(dict(self.key.public_jwk)).key if isinstance(self.key, PyJwtKey) else None

    def public_in(self, encoding: Encoding) -> bytes:
        return self.public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo) if self.public else NOTHING

    def heading(self, **members: object) -> str:
        """Header members that are set or, with ``...``, left out."""
        return signed(_changed(self.header, members), self.claims, self.key.sign)

    def claiming(self, **claims: object) -> str:
        return signed(self.header, _changed(self.claims, claims), self.key.sign)

    def raw_header(self, old: str, new: str) -> str:
        return signed(_replaced(self.header, old, new), self.claims, self.key.sign)

    def raw_claims(self, old: str, new: str) -> str:
        return signed(self.header, _replaced(self.claims, old, new), self.key.sign)

    def by(self, sign: Callable[[bytes], bytes], **members: object) -> str:
        """By another key, or by the right one in another way."""
        return signed(_changed(self.header, members), self.claims, sign)

    def by_stranger(self, algorithm: str, **members: object) -> str:
        return self.by(STRANGERS[algorithm].sign, **members)

    def with_signature(self, change: Callable[[bytes], bytes]) -> str:
        head, _, _ = self.token.rpartition(".")
        return f"{head}.{encode_segment(change(split_compact_form(self.token)[2]))}"


def _changed(members: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in {**members, **changes}.items() if value is not ...}


def _replaced(members: Mapping[str, Any], old: str, new: str) -> bytes:
    written = json.dumps(members)
    assert old in written
    return written.replace(old, new).encode()
