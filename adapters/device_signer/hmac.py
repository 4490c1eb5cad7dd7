import base64
import hmac
from datetime import UTC, datetime
from uuid import UUID

import attrs

from application.ports.device_signer import DeviceOwner, DeviceSigner, SignedDevice

_ID_BYTES, _NUMBER_BYTES = 16, 8
_MAX_LENGTH = 128
"""Characters; a signed device has fewer."""


@attrs.frozen
class HmacDeviceSigner(DeviceSigner):
    """Signs with HMAC-SHA256 (RFC 2104) over two ids and two numbers, all of fixed length, so that no other values give
    the same bytes."""

    key: bytes = attrs.field(repr=False)

    def sign(self, owner: DeviceOwner, device: SignedDevice) -> str:
        shown = device.id.bytes + _number(int(device.expires_at.timestamp()))
        mac = hmac.digest(self.key, owner.user_id.bytes + _number(owner.password_version) + shown, "sha256")
        return f"{_base64url(shown)}.{_base64url(mac)}"

    def verify(self, owner: DeviceOwner, signed: str) -> SignedDevice | None:
        """Accepts only the exact text that ``sign`` returns."""
        if len(signed) > _MAX_LENGTH:
            return None
        try:
            device = _device(base64.urlsafe_b64decode(signed.partition(".")[0]))
        except (ValueError, OverflowError, OSError):
            return None
        expected = self.sign(owner, device).encode()
        return device if hmac.compare_digest(expected, signed.encode("utf-8", "replace")) else None


def _device(shown: bytes) -> SignedDevice:
    if len(shown) != _ID_BYTES + _NUMBER_BYTES:
        raise ValueError("a signed device has another length")
    seconds = int.from_bytes(shown[_ID_BYTES:], "big")
    return SignedDevice(UUID(bytes=shown[:_ID_BYTES]), datetime.fromtimestamp(seconds, UTC))


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER_BYTES, "big")


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
