"""Verifications of the audit that the service made by itself."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field


class VerificationRun(Entity):
    """One verification, which may take several jobs: ``seal`` is the newest that was verified so far. It is over once
    it has ``ended_at``."""

    table_name = "audit_verifications"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # made by the id factory
    began_at: Field[datetime] = field(index=True)
    ended_at: Field[datetime | None] = field(default=None)
    seal: Field[int | None] = field(default=None)
    entries: Field[int] = field(default=0)
    findings: Field[int] = field(default=0)

    @classmethod
    def begin(cls, pk: UUID, *, at: datetime) -> Self:
        """Returns a verification that has done nothing yet."""
        return cls(pk=pk, began_at=at)

    def advance(self, *, seal: int | None, entries: int, findings: int) -> None:
        """Adds what was verified since."""
        self.seal = seal
        self.entries += entries
        self.findings += findings

    def end(self, *, at: datetime) -> None:
        """Closes a verification that went through all of the audit."""
        self.ended_at = at
