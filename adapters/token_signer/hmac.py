"""HS256 (RFC 7518, section 3.2) with the standard library: PyJWT would import the whole of cryptography."""

import hmac

import attrs

from adapters.token_signer.signing_key import SigningKey

MIN_KEY_BYTES = 32  # RFC 7518 section 3.2: no shorter than the hash


@attrs.frozen
class HmacKey(SigningKey):
    """A key of HMAC with SHA-256. Raises ``ValueError`` for fewer than 32 bytes."""

    secret: bytes = attrs.field(repr=False)
    algorithm: str = attrs.field(default="HS256", init=False)
    kid: None = attrs.field(default=None, init=False)
    _keyed: hmac.HMAC = attrs.field(init=False, repr=False, eq=False)
    """The hash as it is after the key, which is copied for each message: a third of a short one's time."""

    @_keyed.default
    def _hash_key(self) -> hmac.HMAC:
        return hmac.new(self.secret, digestmod="sha256")

    def __attrs_post_init__(self) -> None:
        if len(self.secret) < MIN_KEY_BYTES:
            raise ValueError(f"a key that signs tokens must have at least {MIN_KEY_BYTES} bytes")

    def sign(self, message: bytes) -> bytes:
        keyed = self._keyed.copy()
        keyed.update(message)
        return keyed.digest()

    def verify(self, message: bytes, signature: bytes) -> bool:
        return hmac.compare_digest(self.sign(message), signature)
