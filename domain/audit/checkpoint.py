"""Checkpoints: what is kept elsewhere, so that a cut-off end of the audit is found."""

from collections.abc import Iterator
from datetime import datetime
from typing import Self

import attrs

from domain.audit.canonical import canonical_json, written_moment
from domain.audit.finding import Finding, FindingKind
from domain.audit.seal import NO_SEAL, AuditSeal

FORMAT = "cortex/audit-checkpoint/v1"


@attrs.frozen(kw_only=True)
class Checkpoint:
    """The newest seal at a moment: its number, 0 if there was none, and its hash."""

    number: int
    hash: str
    at: datetime
    key_id: str

    @classmethod
    def of(cls, newest: AuditSeal | None, *, at: datetime, key_id: str) -> Self:
        """Returns the checkpoint at the newest seal."""
        number, its_hash = (newest.number, newest.hash()) if newest else (0, NO_SEAL)
        return cls(number=number, hash=its_hash, at=at, key_id=key_id)

    def canonical(self) -> bytes:
        """Returns the bytes that the checkpoint is signed over."""
        return canonical_json({"format": FORMAT, **attrs.asdict(self)})

    def written(self, mac: str) -> str:
        """Returns the checkpoint and its MAC on one line."""
        return f"{FORMAT} {self.number} {self.hash} {written_moment(self.at)} {self.key_id} {mac}"

    @classmethod
    def read(cls, line: str) -> tuple[Self, str]:
        """Returns the checkpoint of a line, and its MAC. Raises ``ValueError`` for a line that has none."""
        format_, number, its_hash, at, key_id, mac = line.split()
        if format_ != FORMAT:
            raise ValueError("not a checkpoint")
        return cls(number=int(number), hash=its_hash, at=datetime.fromisoformat(at), key_id=key_id), mac

    def compare(self, stored: AuditSeal | None) -> Iterator[Finding]:
        """Yields what is wrong with the stored seal of this number; ``None`` if there is none."""
        if self.number and stored is None:
            yield Finding(kind=FindingKind.END_CUT_OFF, seal=self.number)
        elif stored is not None and stored.hash() != self.hash:
            yield Finding(kind=FindingKind.CHECKPOINT_CONTRADICTED, seal=self.number)
