"""Keys with a public half, made with PyJWT and cryptography, which are imported only if such keys are configured."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Self

import attrs
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import Algorithm, OKPAlgorithm, RSAAlgorithm

from adapters.token_signer.ecdsa import CanonicalES256
from adapters.token_signer.signing_key import SigningKey
from application.ports.key_ring import KeyAlgorithm

RSA_BITS = 2048  # RFC 7518 section 3.3: no fewer; more would hold up the loop at each signature
_EXPONENT = 65537

_ALGORITHMS: Mapping[KeyAlgorithm, Algorithm] = {
    KeyAlgorithm.EDDSA: OKPAlgorithm(),
    KeyAlgorithm.ES256: CanonicalES256(),
    KeyAlgorithm.RS256: RSAAlgorithm(RSAAlgorithm.SHA256),
}
_MAKERS: Mapping[KeyAlgorithm, Callable[[], object]] = {
    KeyAlgorithm.EDDSA: ed25519.Ed25519PrivateKey.generate,
    KeyAlgorithm.ES256: lambda: ec.generate_private_key(ec.SECP256R1()),
    KeyAlgorithm.RS256: lambda: rsa.generate_private_key(_EXPONENT, RSA_BITS),
}


@attrs.frozen(kw_only=True)
class PyJwtKey(SigningKey):
    """A private key with its id, and the one algorithm that it is used for."""

    algorithm: KeyAlgorithm
    kid: str
    public_jwk: Mapping[str, str]
    """The public key (RFC 7517)."""
    _private: Any = attrs.field(repr=False)
    _public: Any = attrs.field(repr=False)

    @classmethod
    def generate(cls, algorithm: KeyAlgorithm, at: datetime) -> Self:
        """Returns a new key. Its id consists of the day and the beginning of its thumbprint."""
        private: Any = _MAKERS[algorithm]()
        public = _ALGORITHMS[algorithm].to_jwk(private.public_key(), as_dict=True)
        return cls._of(algorithm, f"{at:%Y%m%d}-{_thumbprint(public)[:8]}", private)

    @classmethod
    def read(cls, algorithm: KeyAlgorithm, kid: str, jwk: Mapping[Any, object]) -> Self:
        """Returns the key of a private JWK. Raises ``ValueError`` for a damaged one or one of another kind."""
        try:
            private = _ALGORITHMS[algorithm].from_jwk(dict(jwk))
        except Exception as wrong:  # libraries say in many ways that a key is damaged
            raise ValueError(f"{kid} is no key for {algorithm}: {type(wrong).__name__}") from None
        _require_fit(algorithm, private)
        return cls._of(algorithm, kid, private)

    @classmethod
    def _of(cls, algorithm: KeyAlgorithm, kid: str, private: Any) -> Self:
        public = private.public_key()
        names = {"kid": kid, "alg": str(algorithm), "use": "sig"}
        jwk = _members(_ALGORITHMS[algorithm], public) | names
        return cls(algorithm=algorithm, kid=kid, public_jwk=jwk, private=private, public=public)

    def private_jwk(self) -> Mapping[str, str]:
        """Returns the private key (RFC 7517), which is a secret."""
        return {**_members(_ALGORITHMS[self.algorithm], self._private), **self.public_jwk}

    def sign(self, message: bytes) -> bytes:
        return _ALGORITHMS[self.algorithm].sign(message, self._private)

    def verify(self, message: bytes, signature: bytes) -> bool:
        return _ALGORITHMS[self.algorithm].verify(message, self._public, signature)


def _members(algorithm: Algorithm, key: object) -> dict[str, str]:
    """Leaves ``key_ops`` out, which repeats ``use``."""
    return {name: value for name, value in algorithm.to_jwk(key, as_dict=True).items() if isinstance(value, str)}


def _require_fit(algorithm: KeyAlgorithm, private: object) -> None:
    match algorithm, private:
        case KeyAlgorithm.EDDSA, ed25519.Ed25519PrivateKey():
            return
        case KeyAlgorithm.ES256, ec.EllipticCurvePrivateKey(curve=ec.SECP256R1()):
            return
        case KeyAlgorithm.RS256, rsa.RSAPrivateKey(key_size=bits) if bits >= RSA_BITS:
            return
        case _:
            raise ValueError(f"a key for {algorithm} is public, too short or of another kind")


def _thumbprint(public: Mapping[str, str]) -> str:
    """Returns the thumbprint (RFC 7638) in hexadecimal digits."""
    required = {name: public[name] for name in ("crv", "e", "kty", "n", "x", "y") if name in public}
    return hashlib.sha256(json.dumps(required, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
