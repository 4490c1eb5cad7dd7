from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from pydantic_core import to_json

from adapters.token_signer.claims import is_early, is_expired, require_claims
from adapters.token_signer.compact_serialization import (
    decode_segment,
    encode_segment,
    read_json_object,
    split_segments,
)
from adapters.token_signer.signing_key import SigningKey, SigningKeys
from adapters.token_signer.verified_tokens import VerifiedToken, VerifiedTokens
from application.ports.token_signer import TokenKind, TokenSigner
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException


class JwsTokenSigner(TokenSigner):
    """Signs and verifies JSON Web Signatures (RFC 7515), with different keys for each kind of token. Claims are checked
    here, as libraries accept cases that RFC 8725 warns of and use their own clock."""

    def __init__(self, *, access: SigningKeys, refresh: SigningKeys, issuer: str) -> None:
        self._keys = {TokenKind.ACCESS: access, TokenKind.REFRESH: refresh}
        self._issuer = issuer
        self._verified = VerifiedTokens()
        self._kids: dict[str, str | None] = {}

    def sign(self, kind: TokenKind, claims: Mapping[str, object]) -> str:
        key = self._keys[kind].signing()
        payload = _json({**claims, "iss": self._issuer})
        signed = f"{_header(kind, key.algorithm, key.kid)}.{encode_segment(payload)}"
        return f"{signed}.{encode_segment(key.sign(signed.encode()))}"

    def read(
        self, kind: TokenKind, token: str, *, audience: str, now: datetime, may_be_expired: bool = False
    ) -> Mapping[str, object]:
        try:
            known = self._known(token, now) if kind is TokenKind.ACCESS else self._verify(kind, token, now)
        except ValueError:
            raise InvalidTokenException from None
        claims = known.claims
        if claims["aud"] != audience or is_early(claims, now):
            raise InvalidTokenException
        if not may_be_expired and is_expired(claims, now):
            raise ExpiredTokenException
        return claims

    def public_keys(self) -> Sequence[Mapping[str, str]]:
        return self._keys[TokenKind.ACCESS].public()

    def _known(self, token: str, now: datetime) -> VerifiedToken:
        """Returns a genuine access token, which clients send many times. A remembered signature counts only
        while its key is accepted."""
        known = self._verified.find(token)
        if known is None or self._keys[TokenKind.ACCESS].find(known.key.kid, now) is not known.key:
            known = self._verify(TokenKind.ACCESS, token, now)
            self._verified.add(token, known)
        return known

    def _verify(self, kind: TokenKind, token: str, now: datetime) -> VerifiedToken:
        """Returns a genuine token, its claims checked but for its audience and times. The payload is not read before
        the signature is verified."""
        header, payload, signature = split_segments(token)
        key = self._key_of(kind, header, now)
        if not key.verify(f"{header}.{payload}".encode(), decode_segment(signature)):
            raise ValueError("a signature that was not made here")
        claims = read_json_object(decode_segment(payload))
        require_claims(claims, issuer=self._issuer)
        return VerifiedToken(key, MappingProxyType(claims))

    def _key_of(self, kind: TokenKind, header: str, now: datetime) -> SigningKey:
        """Returns the key that a header names. It determines the algorithm: a header must be equal, member for member,
        to the one that is written for this key. Those that are so to the letter are decoded once."""
        kid = self._kids[header] if header in self._kids else _read_header(header).get("kid")
        key = self._keys[kind].find(kid, now)
        if key is not None and header == _header(kind, key.algorithm, key.kid):
            self._kids[header] = key.kid
        elif key is None or _read_header(header) != _members(kind, key.algorithm, key.kid):
            raise ValueError("a header that was not written here")
        return key


def _read_header(header: str) -> Mapping[str, object]:
    return read_json_object(decode_segment(header))


@lru_cache(maxsize=64)
def _header(kind: TokenKind, algorithm: str, kid: str | None) -> str:
    """Returns the header of tokens of a key, encoded. There are as few as there are keys."""
    return encode_segment(_json(_members(kind, algorithm, kid)))


def _members(kind: TokenKind, algorithm: str, kid: str | None) -> Mapping[str, object]:
    names = {} if kid is None else {"kid": kid}
    return {"alg": algorithm, "typ": kind.value, **names}


def _json(members: Mapping[str, object]) -> bytes:
    """Returns an object with its members in the order of their names, so that equal ones are written alike."""
    return to_json(dict(sorted(members.items())))
