"""Recovery codes: what remains when the other factors are lost."""

import base64
from datetime import datetime
from uuid import UUID

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field

CODES = 10
CODE_BYTES = 15
"""120 bits: nobody guesses one, so a fast hash protects it as well as a slow one."""
_GROUP = 4
_MAX_LENGTH = 64


class RecoveryCode(Entity):
    """An unused recovery code of a user, of which only a keyed hash is stored. Using it removes the row."""

    table_name = "recovery_codes"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # made by the id factory
    user_id: Field[UUID] = field(index=True)
    code_hash: Field[str] = field(max_length=64)
    created_at: Field[datetime] = field()


def written_code(raw: bytes) -> str:
    """Returns a code as it is shown: ``ABCD-EFGH-…``, in base32, which has no digits that look like letters."""
    text = base64.b32encode(raw).decode()
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def read_code(text: str) -> bytes | None:
    """Returns the bytes of a code, however its letters are cased and grouped, or ``None`` if it is none."""
    if len(text) > _MAX_LENGTH:
        return None
    try:
        raw = base64.b32decode("".join(text.split()).replace("-", "").upper())
    except ValueError:
        return None
    return raw if len(raw) == CODE_BYTES else None
