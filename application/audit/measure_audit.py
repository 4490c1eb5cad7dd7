from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.meter import AuditFigures
from application.ports.unit_of_work import ReadWork


@attrs.frozen(eq=False, repr=False)
class MeasureAudit:
    """Operators may see whether the audit is sealed, and what its last verification found."""

    read: ReadWork
    clock: Clock

    async def __call__(self) -> AuditFigures:
        now = self.clock.now()
        async with self.read() as work:
            oldest = await work.audit_entries.select_waiting(1)
            last = await work.audit_verifications.select_last_ended()
        return AuditFigures(
            oldest_waiting=max(now - oldest[0].at, timedelta(0)) if oldest else timedelta(0),
            verified_at=last.ended_at if last else None,
            findings=last.findings if last else 0,
        )
