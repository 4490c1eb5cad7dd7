import asyncio
from collections.abc import Sequence
from datetime import timedelta

import attrs

from application.ports.audit_mac import AuditMac
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork, ReadWork
from domain.audit.entry import AuditEntry
from domain.audit.errors import SealTaken
from domain.audit.seal import MAX_BATCH, AuditSeal, membership_form
from domain.shared_kernel.errors import LostRace

TAKEOVER_AFTER = timedelta(seconds=3)
"""The age of an entry that is not sealed from which on another process seals: the one before has died."""


@attrs.define
class SealEntries:
    """Seals what was committed since. The process that made the newest seal makes the next one; others wait until an
    entry has waited for too long. Of two that seal at once one succeeds, as the number of a seal is unique. An entry
    whose transaction commits after younger ones were sealed is sealed next, as every entry shows whether it is
    sealed."""

    begin: BeginWork
    read: ReadWork
    clock: Clock
    ids: IdFactory
    mac: AuditMac
    _newest: int = attrs.field(default=0, init=False)
    """The number of the newest seal that this process made."""

    async def __call__(self, limit: int = MAX_BATCH) -> int:
        """Returns the number of entries that were sealed, at most ``limit``; more may wait."""
        async with self.read() as work:
            waiting = await work.audit_entries.select_waiting(limit)
            newest = await work.audit_seals.select_newest() if waiting else None
        if not waiting or not self._is_due(newest, waiting):
            return 0
        try:
            await self._seal(waiting, newest)
        except (SealTaken, LostRace):
            return 0
        return len(waiting)

    def _is_due(self, newest: AuditSeal | None, waiting: Sequence[AuditEntry]) -> bool:
        is_ours = newest is None or newest.number == self._newest
        return is_ours or min(entry.at for entry in waiting) <= self.clock.now() - TAKEOVER_AFTER

    async def _seal(self, waiting: Sequence[AuditEntry], newest: AuditSeal | None) -> None:
        """Everything is computed before the transaction begins, as writers may wait for it, and in a thread."""
        seal = await asyncio.to_thread(self._sign, waiting, newest)
        async with self.begin() as work:
            await work.audit_seals.create(seal)
            await work.audit_entries.mark_sealed(waiting)
            await work.commit()
        self._newest = seal.number

    def _sign(self, waiting: Sequence[AuditEntry], newest: AuditSeal | None) -> AuditSeal:
        """Returns the seal, and gives each entry its place."""
        seal = AuditSeal.over(self.ids.ordered(), waiting, after=newest, at=self.clock.now(), key_id=self.mac.key_id)
        seal.signature = self.mac.sign(seal.canonical())
        seal_hash = seal.hash()
        for position, entry in enumerate(waiting):
            entry.seal, entry.position = seal.number, position
            entry.membership = self.mac.sign(membership_form(entry, position, seal_hash))
        return seal
