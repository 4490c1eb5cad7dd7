import base64
import hmac
from uuid import UUID

import attrs

from application.ports.device_sealer import DeviceSealer


@attrs.frozen
class HmacDeviceSealer(DeviceSealer):
    """HMAC-SHA256 (RFC 2104) over two ids, both of fixed length: no pair is another pair."""

    key: bytes = attrs.field(repr=False)

    def seal(self, user_id: UUID, device_id: UUID) -> str:
        mac = hmac.digest(self.key, user_id.bytes + device_id.bytes, "sha256")
        return f"{_base64url(device_id.bytes)}.{_base64url(mac)}"

    def open(self, user_id: UUID, sealed: str) -> UUID | None:
        """Only the one spelling that ``seal`` gives."""
        try:
            device_id = UUID(bytes=base64.urlsafe_b64decode(f"{sealed.partition('.')[0]}=="))
        except ValueError:
            return None
        expected = self.seal(user_id, device_id).encode()
        return device_id if hmac.compare_digest(expected, sealed.encode("utf-8", "replace")) else None


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
