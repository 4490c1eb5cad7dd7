from collections.abc import Iterator
from datetime import datetime, timedelta

import attrs

from application.jobs.services.retention import Retention, RowRetention
from application.ports.audit_mac import AuditMac
from application.ports.audit_verification_repository import AuditVerificationRepository
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.audit.entry import AuditEntry
from domain.audit.seal import AuditSeal
from domain.audit.verification_run import VerificationRun
from domain.shared_kernel.filters import FilterOf

VERIFICATIONS_KEPT = timedelta(days=90)
ROWS = 500
"""Entries that are removed by one statement."""


def audit_retentions(begin: BeginWork, clock: Clock, mac: AuditMac, kept: timedelta | None) -> Iterator[Retention]:
    """Yields the removal of old verifications, and that of old batches unless they are kept for ever."""
    yield RowRetention(
        begin=begin,
        clock=clock,
        repository=_verifications,
        is_over=_began_before,
        sort=VerificationRun.began_at.asc(),
        kept=VERIFICATIONS_KEPT,
    )
    if kept is not None:
        yield BatchRetention(begin, clock, mac, kept)


def _verifications(work: UnitOfWork) -> AuditVerificationRepository:
    return work.audit_verifications


def _began_before(before: datetime) -> FilterOf[VerificationRun]:
    return VerificationRun.began_at < before


@attrs.frozen(eq=False, repr=False)
class BatchRetention(Retention):
    """Removes the entries of whole batches, the oldest first, ``kept`` after the youngest entry of the batch. The seal
    stays, and shows signed that its entries were dropped."""

    begin: BeginWork
    clock: Clock
    mac: AuditMac
    kept: timedelta

    @retry_lost_race
    async def remove(self, limit: int) -> int:
        """Removes one batch, however many entries it has, and returns ``limit``, as another may follow; 0 if there is
        none."""
        async with self.begin() as work:
            seal = await _oldest_batch(work)
            if seal is None or seal.last_at >= self.clock.now() - self.kept:
                return 0
            seal.dropped_at, seal.drop_key_id = self.clock.now(), self.mac.key_id
            seal.drop_signature = self.mac.sign(seal.drop_form())
            await work.audit_seals.update(seal)
            theirs = AuditEntry.seal == seal.number
            while await work.audit_entries.delete_first(theirs, sort=AuditEntry.pk.asc(), limit=ROWS) == ROWS:
                continue
            await work.commit()
        return limit


async def _oldest_batch(work: UnitOfWork) -> AuditSeal | None:
    """Returns the oldest seal whose entries are there. Entries whose seal is gone, or was dropped, are left for the
    verification to find."""
    number = 0
    while entry := await work.audit_entries.select_one(AuditEntry.seal > number, sort=AuditEntry.seal.asc()):
        number = entry.seal or number
        seal = await work.audit_seals.select_one(AuditSeal.number == number)
        if seal is not None and seal.dropped_at is None:
            return seal
    return None
