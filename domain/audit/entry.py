"""Entries of the audit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.audit.act import Act, ActorKind
from domain.audit.canonical import canonical_json
from domain.audit.merkle import leaf_hash
from domain.audit.personal import PersonalPart
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.filters import FilterOf

FORMAT = "cortex/audit-entry/v1"
"""Names the members of the canonical form; another selection of members would have another name."""
SIGNED = (
    "pk",
    "at",
    "action",
    "actor_kind",
    "actor_id",
    "subject_kind",
    "subject_id",
    "person_id",
    "platform",
    "request_id",
    "session_id",
    "origin_commitment",
    "detail_commitment",
    "key_id",
)
"""The fields that an entry is signed over; ``pk`` is written as ``id``."""


class AuditEntry(Entity):
    """An act, as it was recorded in its own transaction. ``mac`` is made over the canonical form with the key
    ``key_id``. ``origin`` and ``detail`` are personal: canonical JSON that is erased together with its salt, while
    its commitment stays. ``seal`` is the number of the batch that the entry was sealed in, and ``membership`` the MAC
    of its place there; none of the three is set before. ``actor_kind`` and ``platform`` are texts, so that a row that
    somebody changed can be read and named."""

    table_name = "audit_entries"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # made by the id factory: it is signed
    at: Field[datetime] = field(index=True)
    action: Field[str] = field(max_length=64)
    actor_kind: Field[str] = field(max_length=32)
    actor_id: Field[UUID | None] = field(default=None, index=True)
    subject_kind: Field[str] = field(max_length=32)
    subject_id: Field[UUID | None] = field(default=None, index=True)
    person_id: Field[UUID | None] = field(default=None, index=True)
    platform: Field[str | None] = field(default=None, max_length=32)
    request_id: Field[str] = field(max_length=128, index=True)
    session_id: Field[UUID | None] = field(default=None)
    origin: Field[str | None] = field()
    origin_salt: Field[str | None] = field(max_length=32)
    origin_commitment: Field[str] = field(max_length=64)
    detail: Field[str | None] = field()
    detail_salt: Field[str | None] = field(max_length=32)
    detail_commitment: Field[str] = field(max_length=64)
    key_id: Field[str] = field(max_length=16)
    mac: Field[str] = field(default="", max_length=64)
    seal: Field[int | None] = field(default=None, index=True)
    position: Field[int | None] = field(default=None)
    membership: Field[str | None] = field(default=None, max_length=64)

    @classmethod
    def of(cls, pk: UUID, act: Act, *, salts: tuple[bytes, bytes], key_id: str) -> Self:
        """Returns the entry of an act, which is still to be signed with the key ``key_id``."""
        origin, detail = PersonalPart.of(act.origin, salts[0]), PersonalPart.of(act.detail, salts[1])
        return cls(
            pk=pk,
            at=act.at,
            action=act.action,
            actor_kind=act.actor.kind,
            actor_id=act.actor.id,
            subject_kind=act.subject.kind,
            subject_id=act.subject.id,
            person_id=act.person_id,
            platform=act.platform,
            request_id=act.request_id,
            session_id=act.session_id,
            origin=origin.text,
            origin_salt=origin.salt,
            origin_commitment=origin.commitment,
            detail=detail.text,
            detail_salt=detail.salt,
            detail_commitment=detail.commitment,
            key_id=key_id,
        )

    @staticmethod
    def about(user_id: UUID) -> "FilterOf[AuditEntry]":
        """Returns the filter for what a person did, and for what was done to them."""
        return (AuditEntry.actor_id == user_id) | (AuditEntry.person_id == user_id)

    @property
    def origin_owner(self) -> UUID | None:
        """The account that ``origin`` belongs to: the actor's; of an act of nobody known that of the person. The owner
        of ``detail`` is the person."""
        return self.person_id if self.actor_kind == ActorKind.ANONYMOUS else self.actor_id

    def erase(self, owner: UUID) -> None:
        """Erases the personal parts that belong to the account ``owner``."""
        if self.origin_owner == owner:
            self.origin = self.origin_salt = None
        if self.person_id == owner:
            self.detail = self.detail_salt = None

    def signed(self) -> Mapping[str, object]:
        """Returns the members of the canonical form."""
        values = self.values()
        members = {name: values[name] for name in SIGNED}
        return {"format": FORMAT, "id": members.pop("pk"), **members}

    def canonical(self) -> bytes:
        """Returns the bytes that the entry is signed over."""
        return canonical_json(self.signed())

    def leaf(self) -> bytes:
        """Returns the entry's leaf in the tree of its batch: the hash of canonical form and MAC."""
        return leaf_hash(self.canonical() + self.mac.encode())
