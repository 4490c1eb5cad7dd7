from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from jwt.algorithms import ECAlgorithm

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: FIPS 186-5, SP 800-186
_SCALAR_BYTES = 32  # bytes of r, and of s


class CanonicalES256(ECAlgorithm):
    """ES256 with only one valid signature for each message and nonce. ``(r, -s)`` is as valid as ``(r, s)`` and can
    be computed without the key; only the lower ``s`` is written and accepted, so that no second token can be made of
    one."""

    def __init__(self) -> None:
        super().__init__(ECAlgorithm.SHA256, SECP256R1)

    def sign(self, msg: bytes, key: EllipticCurvePrivateKey) -> bytes:
        signature = super().sign(msg, key)
        s = _s(signature)
        return signature[:_SCALAR_BYTES] + min(s, _ORDER - s).to_bytes(_SCALAR_BYTES, "big")

    def verify(self, msg: bytes, key: EllipticCurvePrivateKey | EllipticCurvePublicKey, sig: bytes) -> bool:
        return _s(sig) <= _ORDER // 2 and super().verify(msg, key, sig)


def _s(signature: bytes) -> int:
    return int.from_bytes(signature[_SCALAR_BYTES:], "big")
