from collections.abc import Callable, Sequence

import attrs

from application.audit.services.compare_checkpoints import CompareCheckpoints
from application.audit.services.verify_seals import Progress, VerifySeals
from domain.audit.finding import Finding


@attrs.frozen
class Verified:
    """A verification that went through all of the audit, with its findings."""

    progress: Progress
    findings: Sequence[Finding]


@attrs.frozen(eq=False, repr=False)
class VerifyAudit:
    """The operator may verify the audit, also against checkpoints that were kept elsewhere."""

    compare: CompareCheckpoints
    verify: VerifySeals

    async def __call__(
        self, checkpoints: Sequence[str] = (), *, advance: Callable[[int], None] = lambda _entries: None
    ) -> Verified:
        """Returns every finding. ``advance`` is called with the number of entries that were verified since. Raises
        ``CheckpointRefused`` for a line that is no checkpoint of this service."""
        findings = list(await self.compare(checkpoints))
        progress = await self.verify(findings.append, advance=advance)
        return Verified(progress, findings)
