"""Seals of the audit: each closes a batch of entries, and the seal before it."""

import hashlib
from datetime import datetime
from uuid import UUID

from domain.audit.canonical import canonical_json
from domain.audit.errors import SealTaken
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field

FORMAT = "cortex/audit-seal/v1"
SIGNED = ("number", "root", "count", "previous", "first_at", "last_at", "sealed_at", "key_id")
NO_SEAL = "0" * 64
"""Stands for the hash of the seal before the first."""


class AuditSeal(Entity):
    """A batch of entries. ``root`` is that of their Merkle tree, ``previous`` the hash of the seal before, both in
    hexadecimal digits; ``signature`` is a MAC over the canonical form. ``dropped_at`` is when its entries were removed
    because they were old, and ``drop_signature`` the MAC of that."""

    table_name = "audit_seals"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # made by the id factory
    number: Field[int] = field(unique=SealTaken)
    root: Field[str] = field(max_length=64)
    count: Field[int] = field()
    previous: Field[str] = field(max_length=64)
    first_at: Field[datetime] = field()
    last_at: Field[datetime] = field()
    sealed_at: Field[datetime] = field()
    key_id: Field[str] = field(max_length=16)
    signature: Field[str] = field(default="", max_length=64)
    dropped_at: Field[datetime | None] = field(default=None)
    drop_signature: Field[str | None] = field(default=None, max_length=64)

    def canonical(self) -> bytes:
        """Returns the bytes that the seal is signed over."""
        values = self.values()
        return canonical_json({"format": FORMAT, **{name: values[name] for name in SIGNED}})

    @property
    def hash(self) -> str:
        """The SHA-256 of canonical form and signature, which the next seal refers to."""
        return hashlib.sha256(self.canonical() + self.signature.encode()).hexdigest()
