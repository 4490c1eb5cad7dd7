from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta

import attrs

from application.audit.measure_audit import MeasureAudit
from application.ports.clock import Clock
from application.ports.meter import AuditFigures
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.cli.doctor.finding import Finding, Mark

WAITING_SECONDS = 60.0
"""An entry that has waited for longer should have been sealed."""
MAX_VERIFICATION_AGE = timedelta(days=3)
_WORKERS = "Does cortex serve run, and with a broker cortex worker?"


@attrs.frozen
class AuditCheck:
    """Checks that the audit is sealed, and that its last verification found nothing. A database that cannot be reached,
    or is not of this release, is left to other checks."""

    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    measure_audit: MeasureAudit
    clock: Clock
    about: str = "audit"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding, or one for each thing to be looked at."""
        try:
            stored, newest = await self.revisions()
            if stored != newest:
                return []
            figures = await self.measure_audit()
        except ServiceUnavailableException:
            return []
        return list(self._problems(figures)) or [self._well(figures)]

    def _problems(self, figures: AuditFigures) -> Iterator[Finding]:
        if figures.findings:
            detail = f"The last verification found {figures.findings} differences from what was written."
            yield Finding(self.about, Mark.FAILURE, detail, "cortex audit verify names them.")
        if figures.oldest_waiting.total_seconds() > WAITING_SECONDS:
            detail = (
                f"An entry has been waiting for its seal for {figures.oldest_waiting.total_seconds() / 60:.0f} minutes."
            )
            yield Finding(self.about, Mark.WARNING, detail, _WORKERS)
        if figures.verified_at and self.clock.now() - figures.verified_at > MAX_VERIFICATION_AGE:
            age = (self.clock.now() - figures.verified_at).days
            yield Finding(self.about, Mark.WARNING, f"It was verified {age} days ago, and not since.", _WORKERS)

    def _well(self, figures: AuditFigures) -> Finding:
        if figures.verified_at is None:
            return Finding(self.about, Mark.OK, "It is sealed; its first verification comes within a day.")
        return Finding(self.about, Mark.OK, "It is sealed, and its last verification found nothing.")
