"""HKDF with SHA-256 (RFC 5869): independent keys from one secret.

Written with the standard library: the function is six lines, and a cryptography package would triple its import time.
"""

import hmac

import attrs

MIN_SECRET_BYTES = 32
_KEY_BYTES = 32
_HASH_BYTES = 32
_HASH = "sha256"


@attrs.frozen
class DerivedKeys:
    """One key for each use, so that a signature made for one use is invalid for every other."""

    access_token: bytes = attrs.field(repr=False)
    refresh_token: bytes = attrs.field(repr=False)
    one_time_token: bytes = attrs.field(repr=False)
    cursor: bytes = attrs.field(repr=False)
    device: bytes = attrs.field(repr=False)
    limits: bytes = attrs.field(repr=False)
    decoy: bytes = attrs.field(repr=False)
    factor_secret: bytes = attrs.field(repr=False)
    recovery_code: bytes = attrs.field(repr=False)
    challenge: bytes = attrs.field(repr=False)
    audit_entry: bytes = attrs.field(repr=False)
    audit_seal: bytes = attrs.field(repr=False)


def derive_keys(secret: str) -> DerivedKeys:
    """Returns the keys of the service, which are the same in every process that has the secret. Raises ``ValueError``
    for a secret of fewer than 32 bytes in UTF-8."""
    material = secret.encode()
    if len(material) < MIN_SECRET_BYTES:
        raise ValueError(f"the secret must have at least {MIN_SECRET_BYTES} bytes, this one has {len(material)}")
    return DerivedKeys(
        access_token=hkdf_sha256(material, info=b"cortex/access-token/v1"),
        refresh_token=hkdf_sha256(material, info=b"cortex/refresh-token/v1"),
        one_time_token=hkdf_sha256(material, info=b"cortex/one-time-token/v1"),
        cursor=hkdf_sha256(material, info=b"cortex/cursor/v1"),
        device=hkdf_sha256(material, info=b"cortex/device/v1"),
        limits=hkdf_sha256(material, info=b"cortex/limits/v1"),
        decoy=hkdf_sha256(material, info=b"cortex/decoy/v1"),
        factor_secret=hkdf_sha256(material, info=b"cortex/factor-secret/v1"),
        recovery_code=hkdf_sha256(material, info=b"cortex/recovery-code/v1"),
        challenge=hkdf_sha256(material, info=b"cortex/challenge/v1"),
        audit_entry=hkdf_sha256(material, info=b"cortex/audit-entry/v1"),
        audit_seal=hkdf_sha256(material, info=b"cortex/audit-seal/v1"),
    )


def hkdf_sha256(material: bytes, *, info: bytes, salt: bytes = b"", length: int = _KEY_BYTES) -> bytes:
    """Returns a key of ``length`` bytes: extract (RFC 5869, section 2.2), then expand (section 2.3). Without a salt,
    zeros of the hash's length are used."""
    extracted = hmac.digest(salt or bytes(_HASH_BYTES), material, _HASH)
    block = expanded = b""
    for counter in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.digest(extracted, block + info + bytes([counter]), _HASH)
        expanded += block
    return expanded[:length]
