"""The audit as a domain."""

from bootstrap.domains.audit import audit
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from entrypoints.worker.seal_loop import SealLoop


def _parts(core: Core) -> Parts:
    use_cases = audit(core.ports)
    return Parts(loops=[SealLoop(use_cases.seal_entries)])


DOMAIN = Domain(name="audit", parts=_parts)
