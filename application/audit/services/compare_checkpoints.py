from collections.abc import Sequence

import attrs

from application.ports.audit_mac import AuditMac
from application.ports.unit_of_work import ReadWork
from domain.audit.checkpoint import Checkpoint
from domain.audit.errors import CheckpointRefused
from domain.audit.finding import Finding
from domain.audit.mac_check import MacCheck
from domain.audit.seal import AuditSeal


@attrs.frozen(eq=False, repr=False)
class CompareCheckpoints:
    """Compares the audit with checkpoints that were kept elsewhere."""

    read: ReadWork
    mac: AuditMac

    async def __call__(self, lines: Sequence[str]) -> Sequence[Finding]:
        """Returns every contradiction. Raises ``CheckpointRefused`` for a line that this service did not write."""
        checkpoints = [self._genuine(line) for line in lines]
        findings: list[Finding] = []
        async with self.read() as work:
            for checkpoint in checkpoints:
                stored = await work.audit_seals.select_one(AuditSeal.number == checkpoint.number)
                findings += checkpoint.compare(stored)
        return findings

    def _genuine(self, line: str) -> Checkpoint:
        try:
            checkpoint, mac = Checkpoint.read(line)
        except ValueError:
            raise CheckpointRefused(line) from None
        if self.mac.verify(mac, checkpoint.canonical(), checkpoint.key_id) is not MacCheck.GENUINE:
            raise CheckpointRefused(line)
        return checkpoint
