import base64
import hmac
import struct
from datetime import UTC, datetime
from uuid import UUID

import attrs

from application.ports.challenge_signer import ChallengeSigner
from domain.credentials.challenge import Challenge
from domain.credentials.errors import InvalidChallenge
from domain.shared_kernel.platform import Platform

_LAYOUT = struct.Struct(">16s16s16s8sqqqq")
_NOBODY = bytes(16)
_MAX_LENGTH = 256
"""Characters; a signed challenge has fewer."""


@attrs.frozen
class HmacChallengeSigner(ChallengeSigner):
    """Signs with HMAC-SHA256 (RFC 2104) over fields of fixed length, so that no other challenge gives the same
    bytes."""

    key: bytes = attrs.field(repr=False)

    def sign(self, challenge: Challenge) -> str:
        shown = _LAYOUT.pack(
            challenge.id.bytes,
            challenge.user_id.bytes,
            challenge.known_as.bytes if challenge.known_as else _NOBODY,
            challenge.platform.encode(),
            challenge.token_version,
            challenge.password_version,
            int(challenge.at.timestamp()),
            int(challenge.expires_at.timestamp()),
        )
        return f"{_base64url(shown)}.{_base64url(hmac.digest(self.key, shown, 'sha256'))}"

    def verify(self, signed: str) -> Challenge:
        """Accepts only the exact text that ``sign`` returns."""
        if len(signed) > _MAX_LENGTH:
            raise InvalidChallenge
        try:
            challenge = _challenge(base64.urlsafe_b64decode(f"{signed.partition('.')[0]}=="))
            expected = self.sign(challenge).encode()
        except (ValueError, OverflowError, OSError, struct.error):
            raise InvalidChallenge from None
        if not hmac.compare_digest(expected, signed.encode("utf-8", "replace")):
            raise InvalidChallenge
        return challenge


def _challenge(shown: bytes) -> Challenge:
    """Returns the challenge that these bytes claim to be. Raises ``struct.error`` or ``ValueError``."""
    challenge_id, user_id, known_as, platform, token_version, password_version, at, expires_at = _LAYOUT.unpack(shown)
    return Challenge(
        id=UUID(bytes=challenge_id),
        user_id=UUID(bytes=user_id),
        known_as=None if known_as == _NOBODY else UUID(bytes=known_as),
        platform=Platform(platform.rstrip(b"\0").decode()),
        token_version=token_version,
        password_version=password_version,
        at=datetime.fromtimestamp(at, UTC),
        expires_at=datetime.fromtimestamp(expires_at, UTC),
    )


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
