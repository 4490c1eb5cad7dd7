from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta

import attrs

from application.audit.measure_audit import MeasureAudit
from application.ports.clock import Clock
from application.ports.meter import AuditFigures
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.messages import lazy_ngettext
from entrypoints.cli.doctor.finding import Finding, Mark

WAITING_SECONDS = 60.0
"""An entry that has waited for longer should have been sealed."""
MAX_VERIFICATION_AGE = timedelta(days=3)
WORKERS = _("Does cortex serve run, and with a broker cortex worker?")
DIFFERENCES = lazy_ngettext(
    "The last verification found {number} difference from what was written.",
    "The last verification found {number} differences from what was written.",
    "number",
)
VERIFY = _("cortex audit verify names them.")
UNSEALED = lazy_ngettext(
    "An entry has been waiting for its seal for {number} minute.",
    "An entry has been waiting for its seal for {number} minutes.",
    "number",
)
UNVERIFIED = lazy_ngettext(
    "It was verified {number} day ago, and not since.", "It was verified {number} days ago, and not since.", "number"
)
NOT_YET_VERIFIED = _("It is sealed; its first verification comes within a day.")
VERIFIED = _("It is sealed, and its last verification found nothing.")


@attrs.frozen(eq=False, repr=False)
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
            yield Finding(self.about, Mark.FAILURE, DIFFERENCES.bind({"number": figures.findings}), VERIFY)
        if figures.oldest_waiting.total_seconds() > WAITING_SECONDS:
            minutes = round(figures.oldest_waiting.total_seconds() / 60)
            yield Finding(self.about, Mark.WARNING, UNSEALED.bind({"number": minutes}), WORKERS)
        if figures.verified_at and self.clock.now() - figures.verified_at > MAX_VERIFICATION_AGE:
            age = (self.clock.now() - figures.verified_at).days
            yield Finding(self.about, Mark.WARNING, UNVERIFIED.bind({"number": age}), WORKERS)

    def _well(self, figures: AuditFigures) -> Finding:
        if figures.verified_at is None:
            return Finding(self.about, Mark.OK, NOT_YET_VERIFIED)
        return Finding(self.about, Mark.OK, VERIFIED)
