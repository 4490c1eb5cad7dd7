import base64
import binascii
import secrets

import attrs

from application.ports.secret_cipher import SecretCipher

_NONCE_BYTES = 12
_PREFIX = "v1."
"""Names algorithm and layout, so that another can take over."""


@attrs.frozen
class AesGcmSecretCipher(SecretCipher):
    """Encrypts with AES-256-GCM (NIST SP 800-38D) under a random nonce of 96 bits. Each secret has few encryptions, far
    below the number at which nonces could repeat."""

    key: bytes = attrs.field(repr=False)

    def encrypt(self, secret: bytes, *, bound_to: bytes) -> str:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow to import, and seldom needed

        nonce = secrets.token_bytes(_NONCE_BYTES)
        encrypted = nonce + AESGCM(self.key).encrypt(nonce, secret, bound_to)
        return f"{_PREFIX}{base64.urlsafe_b64encode(encrypted).decode()}"

    def decrypt(self, encrypted: str, *, bound_to: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not encrypted.startswith(_PREFIX):
            return None
        try:
            raw = base64.urlsafe_b64decode(encrypted.removeprefix(_PREFIX))
            return AESGCM(self.key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound_to)
        except (InvalidTag, ValueError, binascii.Error):
            return None
