"""Seals of the audit: each closes a batch of entries, and the seal before it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.audit.canonical import canonical_json
from domain.audit.entry import AuditEntry
from domain.audit.errors import SealTaken
from domain.audit.merkle import merkle_root
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field

FORMAT = "cortex/audit-seal/v1"
MEMBERSHIP_FORMAT = "cortex/audit-membership/v1"
DROP_FORMAT = "cortex/audit-drop/v1"
SIGNED = ("number", "root", "count", "previous", "first_at", "last_at", "sealed_at", "key_id")
MAX_BATCH = 1000
"""Entries of one seal, at most."""
NO_SEAL = "0" * 64
"""Stands for the hash of the seal before the first."""


class AuditSeal(Entity):
    """A batch of entries in the order of their ids. ``root`` is that of their Merkle tree, ``previous`` the hash of the
    seal before, both in hexadecimal digits; ``signature`` is a MAC over the canonical form. ``dropped_at`` is when its
    entries were removed because they were old, and ``drop_signature`` the MAC of that with the key ``drop_key_id``."""

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
    drop_key_id: Field[str | None] = field(default=None, max_length=16)
    drop_signature: Field[str | None] = field(default=None, max_length=64)

    @classmethod
    def over(
        cls, pk: UUID, entries: Sequence[AuditEntry], *, after: "AuditSeal | None", at: datetime, key_id: str
    ) -> Self:
        """Returns the seal over at least one entry that follows ``after``; it is still to be signed."""
        return cls(
            pk=pk,
            number=after.number + 1 if after else 1,
            root=merkle_root(entry.leaf() for entry in entries).hex(),
            count=len(entries),
            previous=after.hash() if after else NO_SEAL,
            first_at=min(entry.at for entry in entries),
            last_at=max(entry.at for entry in entries),
            sealed_at=at,
            key_id=key_id,
        )

    def signed(self) -> Mapping[str, object]:
        """Returns the members of the canonical form."""
        values = self.values()
        return {"format": FORMAT, **{name: values[name] for name in SIGNED}}

    def canonical(self) -> bytes:
        """Returns the bytes that the seal is signed over."""
        return canonical_json(self.signed())

    def hash(self) -> str:
        """Returns the SHA-256 of canonical form and signature, which the next seal refers to."""
        return hashlib.sha256(self.canonical() + self.signature.encode()).hexdigest()

    def drop_form(self) -> bytes:
        """Returns the bytes that the removal of the entries is signed over."""
        dropped = {"dropped_at": self.dropped_at, "key_id": self.drop_key_id}
        return canonical_json({"format": DROP_FORMAT, "seal": self.hash(), **dropped})


def membership_form(entry: AuditEntry, position: int, seal_hash: str) -> bytes:
    """Returns the bytes that the place of an entry in a batch is signed over."""
    leaf = entry.leaf().hex()
    return canonical_json({"format": MEMBERSHIP_FORMAT, "seal": seal_hash, "position": position, "entry": leaf})
