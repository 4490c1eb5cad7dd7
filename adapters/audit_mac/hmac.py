import hmac
from collections.abc import Mapping, Sequence

import attrs

from application.ports.audit_mac import AuditMac
from domain.audit.mac_check import MacCheck

_NAME = b"cortex/audit-key-id/v1"
_ID_DIGITS = 16


@attrs.frozen
class HmacAuditMac(AuditMac):
    """Signs with HMAC-SHA256 (RFC 2104). The id of a key is the beginning of its MAC over a fixed text."""

    key: bytes = attrs.field(repr=False)
    former: Sequence[bytes] = attrs.field(default=(), repr=False)
    _keys: Mapping[str, bytes] = attrs.field(init=False, repr=False)

    @_keys.default
    def _by_id(self) -> Mapping[str, bytes]:
        return {_id_of(key): key for key in (*self.former, self.key)}

    @property
    def key_id(self) -> str:
        return _id_of(self.key)

    def sign(self, content: bytes) -> str:
        return _mac(self.key, content)

    def verify(self, mac: str, content: bytes, key_id: str) -> MacCheck:
        if key_id not in self._keys:
            return MacCheck.UNKNOWN_KEY
        is_right = hmac.compare_digest(_mac(self._keys[key_id], content).encode(), mac.encode("utf-8", "replace"))
        return MacCheck.GENUINE if is_right else MacCheck.FORGED


def _id_of(key: bytes) -> str:
    return _mac(key, _NAME)[:_ID_DIGITS]


def _mac(key: bytes, content: bytes) -> str:
    return hmac.digest(key, content, "sha256").hex()
