import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import attrs

from application.audit.services.erased_parts import erased_parts
from application.audit.services.readable_entries import readable_entries
from application.audit.services.whole_numbers import require_whole_numbers
from application.ports.clock import Clock
from application.ports.repository import UnreadableRow
from application.ports.unit_of_work import ReadWork, Repositories
from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding, FindingKind
from domain.audit.seal import AuditSeal
from domain.audit.verification import Verification
from domain.shared_kernel.pagination import Position

SEALS_AT_ONCE = 5
"""Seals whose batches are read on one snapshot, so that none is open for long."""
WAITING_AT_ONCE = 1000


@attrs.define
class Progress:
    """The progress of a verification: ``seal`` is the newest that was verified. It is whole once the entries that
    wait for a seal were verified too."""

    seal: AuditSeal | None = None
    seals: int = 0
    entries: int = 0
    waiting: int = 0
    is_whole: bool = False


@attrs.frozen(eq=False, repr=False)
class VerifySeals:
    """Verifies the audit: all of it, or what follows a seal that was verified. It computes in a thread, as a batch
    takes longer than others should wait for the event loop."""

    read: ReadWork
    clock: Clock
    rules: Verification

    async def __call__(
        self,
        report: Callable[[Finding], None],
        *,
        after: int | None = None,
        until: datetime | None = None,
        advance: Callable[[int], None] = lambda _entries: None,
    ) -> Progress:
        """Reports every finding, and returns how far it came by ``until``."""
        progress = Progress(seal=await self._seal_of(after))
        while not progress.is_whole and (until is None or self.clock.now() < until):
            before = progress.entries
            for finding in await self._verify_some(progress):
                report(finding)
            advance(progress.entries - before)
        return progress

    async def _seal_of(self, number: int | None) -> AuditSeal | None:
        if number is None:
            return None
        async with self.read() as work:
            return await work.audit_seals.select_one(AuditSeal.number == number)

    async def _verify_some(self, progress: Progress) -> Sequence[Finding]:
        """Verifies the next batches or, if there is none, everything that is in none."""
        findings: list[Finding] = []
        async with self.read() as work:
            newest = progress.seal.number if progress.seal else None
            try:
                seals = await work.audit_seals.select_after(newest, SEALS_AT_ONCE)
                require_whole_numbers(value for seal in seals for value in (seal.number, seal.count))
            except UnreadableRow:
                progress.is_whole = True
                return [Finding(kind=FindingKind.SEAL_UNREADABLE, seal=(newest or 0) + 1)]
            for seal in seals:
                findings += await self._of_batch(work, seal, progress)
            if not seals:
                findings += await self._of_strays(work, newest or 0)
        if not seals:
            findings += await self._of_waiting(progress)
            progress.is_whole = True
        return findings

    async def _of_strays(self, work: Repositories, newest: int) -> Iterable[Finding]:
        try:
            strays = await work.audit_entries.select_strays(newest)
            require_whole_numbers(entry.seal for entry in strays)
            return list(self.rules.of_strays(strays, newest))
        except UnreadableRow:
            return [Finding(kind=FindingKind.ENTRY_UNREADABLE)]

    async def _of_batch(self, work: Repositories, seal: AuditSeal, progress: Progress) -> Sequence[Finding]:
        try:
            entries = await work.audit_entries.select_all(AuditEntry.seal == seal.number)
            require_whole_numbers(entry.position for entry in entries)
        except UnreadableRow:
            entries, unreadable = await readable_entries(work, seal)
            findings = [*self.rules.of_seal(seal, progress.seal), *self._of_entries(entries), *unreadable]
        else:
            findings = await asyncio.to_thread(self._apply_rules, seal, progress.seal, entries)
        progress.seal = seal
        progress.seals += 1
        progress.entries += len(entries)
        return [*findings, *await erased_parts(work, entries)]

    def _apply_rules(self, seal: AuditSeal, before: AuditSeal | None, entries: Sequence[AuditEntry]) -> list[Finding]:
        return [*self.rules.of_seal(seal, before), *self.rules.of_batch(seal, entries)]

    async def _of_waiting(self, progress: Progress) -> Sequence[Finding]:
        """Each page is read on a snapshot of its own: an entry that is sealed meanwhile is verified the next time."""
        findings: list[Finding] = []
        after: Position | None = None
        while True:
            async with self.read() as work:
                try:
                    page = await work.audit_entries.paginate(
                        AuditEntry.seal.is_none(), limit=WAITING_AT_ONCE, after=after, counted=False
                    )
                except UnreadableRow:
                    return [*findings, Finding(kind=FindingKind.ENTRY_UNREADABLE)]
                findings += await erased_parts(work, page.items)
            findings += await asyncio.to_thread(self._of_entries, page.items)
            progress.waiting += len(page.items)
            after = page.next
            if after is None:
                return findings

    def _of_entries(self, entries: Sequence[AuditEntry]) -> Sequence[Finding]:
        return [finding for entry in entries for finding in self.rules.of_entry(entry)]
