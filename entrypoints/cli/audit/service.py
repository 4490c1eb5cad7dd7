from collections.abc import Mapping, Sequence

import attrs

from application.audit.export_audit import ExportAudit
from application.audit.issue_checkpoint import IssueCheckpoint
from application.audit.list_entries import ListEntries
from application.audit.verify_audit import Verified, VerifyAudit
from entrypoints.cli.audit.export_lines import as_line
from entrypoints.cli.options import read_options
from entrypoints.cli.progress import progress_bar
from entrypoints.schemas.audit import AuditEntryBody, AuditEntryList, AuditQuery
from entrypoints.schemas.context import SchemaContext


@attrs.frozen(eq=False, repr=False)
class AuditService:
    """The audit, for the operator."""

    list_entries: ListEntries
    verify_audit: VerifyAudit
    issue_checkpoint: IssueCheckpoint
    export_audit: ExportAudit
    context: SchemaContext

    async def search(self, typed: Mapping[str, object]) -> AuditEntryList:
        """Returns the page that the options ask for. Raises ``ValidationException`` for a bad option."""
        query = read_options(AuditQuery, typed, self.context)
        listed = await self.list_entries(query.search(), query.paging())
        return AuditEntryList.of(listed, AuditEntryBody.of, query, self.context.cursors)

    async def verify(self, checkpoints: Sequence[str]) -> Verified:
        """Verifies the audit, also against checkpoints; shows a progress bar. Raises ``CheckpointRefused``."""
        with progress_bar("Verifying") as advance:
            return await self.verify_audit(checkpoints, advance=advance)

    async def checkpoint(self) -> str:
        """Returns a checkpoint at the newest seal."""
        return await self.issue_checkpoint()

    async def export(self) -> None:
        """Prints every seal and every entry, each as a line of JSON."""
        await self.export_audit(lambda row: print(as_line(row)))
