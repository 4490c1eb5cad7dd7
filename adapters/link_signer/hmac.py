import base64
import binascii
import hmac
from uuid import UUID

import attrs

from application.ports.link_signer import LinkSigner
from domain.accounts.errors import InvalidLink
from domain.accounts.purposes import Purpose


@attrs.frozen
class HmacLinkSigner(LinkSigner):
    """Signs with HMAC-SHA256 (RFC 2104) over the purpose and the id, which has a fixed length, so that no other pair
    gives the same bytes."""

    key: bytes = attrs.field(repr=False)

    def sign(self, purpose: Purpose, token_id: UUID) -> str:
        mac = hmac.digest(self.key, purpose.encode() + token_id.bytes, "sha256")
        return f"{_base64url(token_id.bytes)}.{_base64url(mac)}"

    def verify(self, purpose: Purpose, token: str) -> UUID:
        """Accepts only the exact text that ``sign`` returns."""
        token_id = _id_of(token)
        if not hmac.compare_digest(self.sign(purpose, token_id).encode(), token.encode("utf-8", "replace")):
            raise InvalidLink
        return token_id


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _id_of(token: str) -> UUID:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(f"{token.partition('.')[0]}=="))
    except (ValueError, binascii.Error):
        raise InvalidLink from None
