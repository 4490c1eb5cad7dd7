"""Bugs, each planted in one place, that the simulation must find."""

import asyncio
from collections.abc import Sequence

import attrs
from dependency_injector import providers

from adapters.persistence.memory.database import MemoryDatabase
from adapters.token_store.memory import MemoryTokenStore
from application.audit.seal_entries import SealEntries
from application.jobs.services.lease import Leases
from application.ports.rate_limiter import Decision, RateLimiter
from application.ports.token_store import TokenStore
from bootstrap.containers.container import Container
from bootstrap.simulation.stores import SharedStores
from domain.audit.entry import AuditEntry
from domain.audit.seal import AuditSeal
from domain.jobs.stored_job import StoredJob
from domain.sessions.session import Session
from domain.shared_kernel.rate_limits import Quota
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.seal_loop import SealLoop


class NeverRenewed(Leases):
    """Leases of workers that forget to renew them."""

    async def _renew(self, attempt: StoredJob) -> None:
        await asyncio.Event().wait()


def leases_that_are_never_renewed(container: Container) -> None:
    """Plants them."""
    run_job = container.run_job()
    leases = NeverRenewed(run_job.leases.begin, run_job.leases.clock, run_job.leases.policy)
    container.run_job.override(providers.Object(attrs.evolve(run_job, leases=leases)))


class Skipping(SealEntries):
    """Leaves the number of every third seal out."""

    def _sign(self, waiting: Sequence[AuditEntry], newest: AuditSeal | None) -> AuditSeal:
        seal = super()._sign(waiting, newest)
        if seal.number % 3 == 0:
            seal.number += 1
        return seal


class Forgetful(SealEntries):
    """Seals all but the newest of the entries that it marks as sealed."""

    def _sign(self, waiting: Sequence[AuditEntry], newest: AuditSeal | None) -> AuditSeal:
        seal = super()._sign(waiting[:-1] or waiting, newest)
        waiting[-1].seal = seal.number
        return seal


def _seals(container: Container, kind: type[SealEntries]) -> None:
    def planted(loop: BackgroundLoop) -> BackgroundLoop:
        if not isinstance(loop, SealLoop):
            return loop
        right = loop.seal_entries
        return SealLoop(kind(right.begin, right.read, right.clock, right.ids, right.mac))

    container.loops.override(providers.Object([planted(loop) for loop in container.loops()]))


def a_seal_that_is_skipped(container: Container) -> None:
    """Plants it."""
    _seals(container, Skipping)


def an_entry_outside_of_its_seal(container: Container) -> None:
    """Plants it."""
    _seals(container, Forgetful)


class WithoutCompare(MemoryTokenStore):
    """Sets without comparing."""

    async def replace(self, session: Session) -> bool:
        stored = self._sessions.get(session.pk)
        session.version = stored.version if stored else session.version
        if stored is None:
            await self.add(session)
            return True
        return await super().replace(session)


def refreshes_without_compare(database: MemoryDatabase, sessions: TokenStore, limiter: RateLimiter) -> SharedStores:
    """Plants them."""
    assert isinstance(sessions, MemoryTokenStore)
    return SharedStores(database, WithoutCompare(sessions._clock), limiter)


@attrs.frozen
class Twice(RateLimiter):
    """Counts each request twice."""

    limiter: RateLimiter

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        await self.limiter.take(quotas)
        return await self.limiter.take(quotas)

    async def refund(self, quotas: Sequence[Quota]) -> None:
        await self.limiter.refund(quotas)

    async def reset(self, quotas: Sequence[Quota]) -> None:
        await self.limiter.reset(quotas)


@attrs.frozen
class NeverFull(Twice):
    """Grants one request too many now and then."""

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        decision = await self.limiter.take(quotas)
        return decision if decision.granted else Decision(True, decision.quota_statuses)


def limits_counted_twice(database: MemoryDatabase, sessions: TokenStore, limiter: RateLimiter) -> SharedStores:
    """Plants them."""
    return SharedStores(database, sessions, Twice(limiter))


def limits_without_end(database: MemoryDatabase, sessions: TokenStore, limiter: RateLimiter) -> SharedStores:
    """Plants them."""
    return SharedStores(database, sessions, NeverFull(limiter))
