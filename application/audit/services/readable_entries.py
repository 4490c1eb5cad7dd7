from application.ports.repository import UnreadableRow
from application.ports.unit_of_work import Repositories
from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding, FindingKind
from domain.audit.seal import MAX_BATCH, AuditSeal


async def readable_entries(work: Repositories, seal: AuditSeal) -> tuple[list[AuditEntry], list[Finding]]:
    """Returns the entries of a batch that can be read, one place after the other, and a finding for each place with a
    row that cannot."""
    readable: list[AuditEntry] = []
    findings: list[Finding] = []
    for position in range(min(seal.count, MAX_BATCH)):  # a seal that was changed may name any count
        try:
            readable += await work.audit_entries.select_all(
                AuditEntry.seal == seal.number, AuditEntry.position == position
            )
        except UnreadableRow:
            findings.append(Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=seal.number, position=position))
    return readable, findings or [Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=seal.number)]
