"""The audit as a domain."""

from application.audit.seal_entries import SealEntries
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from entrypoints.worker.seal_loop import SealLoop


def _parts(core: Core) -> Parts:
    ports = core.ports
    seal_entries = SealEntries(ports.begin, ports.read, ports.clock, ports.ids, ports.seal_mac)
    return Parts(loops=[SealLoop(seal_entries)])


DOMAIN = Domain(name="audit", parts=_parts)
