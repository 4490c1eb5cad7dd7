import attrs

from application.ports.audit_mac import AuditMac
from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork
from domain.audit.checkpoint import Checkpoint


@attrs.frozen(eq=False, repr=False)
class IssueCheckpoint:
    """The operator may have a checkpoint, to keep it where nobody who can change the audit can change it."""

    read: ReadWork
    clock: Clock
    mac: AuditMac

    async def __call__(self) -> str:
        """Returns a line with the newest seal, signed."""
        async with self.read() as work:
            newest = await work.audit_seals.select_newest()
        checkpoint = Checkpoint.of(newest, at=self.clock.now(), key_id=self.mac.key_id)
        return checkpoint.written(self.mac.sign(checkpoint.canonical()))
