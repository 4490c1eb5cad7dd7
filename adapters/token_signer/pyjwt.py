import json
from collections.abc import Mapping
from datetime import datetime

from jwt import PyJWS, PyJWTError

from adapters.token_signer.claims import is_early, is_expired, require_claims
from adapters.token_signer.compact_form import read_json_object, split_compact_form
from application.ports.token_signer import TokenKind, TokenSigner
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException

ALGORITHM = "HS256"
MIN_KEY_BYTES = 32  # RFC 7518 section 3.2: no shorter than the hash


class PyJwtTokenSigner(TokenSigner):
    """HMAC with SHA-256, one key for each kind of token.

    PyJWT signs and compares signatures; the claims are checked here, as it would let pass what RFC 8725 warns of and
    would look at its own clock.
    """

    def __init__(self, *, access_key: bytes, refresh_key: bytes, issuer: str) -> None:
        if min(len(access_key), len(refresh_key)) < MIN_KEY_BYTES:
            raise ValueError(f"a key that signs tokens must have at least {MIN_KEY_BYTES} bytes")
        self._keys = {TokenKind.ACCESS: access_key, TokenKind.REFRESH: refresh_key}
        self._issuer = issuer
        self._jws = PyJWS(algorithms=[ALGORITHM])

    def sign(self, kind: TokenKind, claims: Mapping[str, object]) -> str:
        whole = {**claims, "iss": self._issuer}
        payload = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return self._jws.encode(payload.encode(), self._keys[kind], ALGORITHM, headers={"typ": kind.value})

    def read(self, kind: TokenKind, token: str, *, audience: str, now: datetime) -> Mapping[str, object]:
        try:
            claims = read_json_object(self._verified_payload(kind, token))
            require_claims(claims, issuer=self._issuer, audience=audience)
        except (ValueError, PyJWTError):
            raise InvalidTokenException from None
        if is_early(claims, now):
            raise InvalidTokenException
        if is_expired(claims, now):
            raise ExpiredTokenException
        return claims

    def _verified_payload(self, kind: TokenKind, token: str) -> bytes:
        """Nothing in the payload is looked at before the signature is known to be right."""
        header, _payload, _signature = split_compact_form(token)
        _require_header(kind, read_json_object(header))
        payload: bytes = self._jws.decode(token, self._keys[kind], algorithms=[ALGORITHM])
        return payload


def _require_header(kind: TokenKind, header: Mapping[str, object]) -> None:
    """The key decides the algorithm; an extension (``crit``) is one that nobody here understands."""
    if header.get("alg") != ALGORITHM or header.get("typ") != kind.value:
        raise ValueError("another kind of token")
    if not header.keys() <= {"alg", "typ", "kid"} or not isinstance(header.get("kid", ""), str):
        raise ValueError("a header that was not written here")
