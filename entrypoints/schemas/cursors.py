"""Cursors: positions in a list, opaque to clients, and invalid when changed or used for another list or order."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping

import attrs

from domain.shared_kernel.field_types.primitives import PRIMITIVES, primitive_of
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.pagination import Position
from domain.shared_kernel.sorting import Sort
from domain.shared_kernel.text import BrokenRule

MAX_CURSOR = 6000
"""Characters: enough for a list that is sorted by texts of 1 000 characters in any script, and less than aiohttp allows
a request line."""
_PAGING = frozenset({"sort", "limit", "offset", "after", "total"})
_MAC_BYTES = 32
_INVALID_CURSOR = _("This page cannot be found. Please start from the first page")

_NOTHING = "n"
_DECODERS: Mapping[str, Callable[[str], object]] = {
    primitive.tag: primitive.from_text for primitive in PRIMITIVES.values()
}


def _encoded(value: object) -> tuple[str, str]:
    """Returns a comparison key with the tag of its type."""
    if value is None:
        return _NOTHING, ""
    primitive = primitive_of(value)
    return primitive.tag, primitive.to_text(value)


def _decoded(pair: tuple[str, str]) -> object:
    tag, text = pair
    return None if tag == _NOTHING else _DECODERS[tag](text)


def list_scope(address: str, parameters: Mapping[str, object]) -> str:
    """Returns a text that identifies a list by its path and filters, whatever the page. Cursors are bound to its order
    separately."""
    filters = sorted((name, str(value)) for name, value in parameters.items() if name not in _PAGING)
    return json.dumps([address, filters])


@attrs.frozen
class Cursors:
    """Writes and reads cursors. Each is valid for one ``scope`` and one order, by HMAC-SHA256 with ``key``."""

    key: bytes = attrs.field(repr=False)

    def write(self, position: Position, sort: Sort, scope: str) -> str:
        """Returns the cursor of a position."""
        parts = [_encoded(position.value), _encoded(position.pk)]
        place = json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(self._mac(place, sort, scope) + place).rstrip(b"=").decode()

    def read(self, text: str, sort: Sort, scope: str) -> Position:
        """Returns the position of a cursor. Raises ``BrokenRule`` with the code ``invalid_cursor``."""
        signed = _bytes(text)
        mac, place = signed[:_MAC_BYTES], signed[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(place, sort, scope)):
            raise BrokenRule("invalid_cursor", _INVALID_CURSOR)
        value, pk = json.loads(place)
        return Position(_decoded(value), _decoded(pk))

    def _mac(self, place: bytes, sort: Sort, scope: str) -> bytes:
        sorted_by = f"{sort.field} {'down' if sort.descending else 'up'}\0".encode()
        of_list = hashlib.sha256(scope.encode("utf-8", "surrogatepass")).digest()
        return hmac.digest(self.key, of_list + sorted_by + place, "sha256")


def _bytes(text: str) -> bytes:
    """Decodes base64url. Raises ``BrokenRule`` for any other spelling than that of ``write``."""
    if len(text) > MAX_CURSOR:
        raise BrokenRule("invalid_cursor", _INVALID_CURSOR)
    try:
        signed = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        signed = b""
    if base64.urlsafe_b64encode(signed).rstrip(b"=") != text.encode("utf-8", "replace"):
        raise BrokenRule("invalid_cursor", _INVALID_CURSOR)
    return signed
