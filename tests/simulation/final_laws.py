"""Laws that hold once everything has come to rest."""

from collections import Counter

from application.audit.services.compare_checkpoints import CompareCheckpoints
from application.audit.services.verify_seals import VerifySeals
from application.audit.verify_audit import VerifyAudit
from bootstrap.simulation.faults import NO_FAULTS
from bootstrap.simulation.simulation import Simulation
from domain.audit.verification import Verification
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.simulation.laws import require

SETTLING_HOURS = 3.0
"""For which nothing goes wrong, before the laws are asked: several attempts at a job, and several looks of workers."""


async def settle(simulation: Simulation) -> None:
    """Lets everything that was begun come to its end."""
    simulation.injector.faults = NO_FAULTS
    for service in simulation.services:
        service.process.resume()
    await simulation.pass_time(hours=SETTLING_HOURS)


async def check_jobs(simulation: Simulation) -> None:
    """No job is lost, is dead or is still running."""
    async with simulation.read() as work:
        jobs = await work.jobs.select_all(StoredJob.status != JobStatus.DONE)
    overdue = [job for job in jobs if (simulation.now() - job.run_at).total_seconds() > SETTLING_HOURS * 1800]
    require(not overdue, f"every job is done: {[(job.name, job.status, job.last_error) for job in overdue]}")


async def check_seals(simulation: Simulation) -> None:
    """Every entry of the audit is in one seal, seals are numbered without a gap, and all of it verifies."""
    async with simulation.read() as work:
        entries = await work.audit_entries.select_all()
        seals = await work.audit_seals.select_all()
    numbers = sorted(seal.number for seal in seals)
    require(numbers == list(range(1, len(seals) + 1)), f"seals are numbered without a gap: {numbers}")
    held = Counter(entry.seal for entry in entries)
    require(None not in held, f"every entry is sealed in the end: {held[None]} of {len(entries)} are not")
    counted = {seal.number: seal.count for seal in seals}
    require(counted == dict(held), f"each seal holds as many entries as it says: {counted} and {dict(held)}")
    ports = simulation.services[0].container.ports()
    verify = VerifySeals(ports.read, ports.clock, Verification(ports.audit_mac.verify, ports.seal_mac.verify))
    verified = await VerifyAudit(CompareCheckpoints(ports.read, ports.seal_mac), verify)()
    require(not verified.findings, f"the audit verifies: {verified.findings}")
