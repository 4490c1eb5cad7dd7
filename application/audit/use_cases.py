"""Everything of audit that is used from outside, under one path: use cases, their commands, and values.

The service itself imports each from its own file."""

from application.audit.export_audit import ExportAudit
from application.audit.issue_checkpoint import IssueCheckpoint
from application.audit.list_activity import ListActivity
from application.audit.list_entries import AuditSearch, ListEntries
from application.audit.measure_audit import MeasureAudit
from application.audit.run_verification import RunVerification, VerifyAuditJob
from application.audit.seal_entries import SealEntries
from application.audit.verify_audit import Verified, VerifyAudit
from domain.audit.entry import AuditEntry
from domain.audit.finding import FindingKind
from domain.audit.seal import AuditSeal

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "AuditSearch",
    "ExportAudit",
    "FindingKind",
    "IssueCheckpoint",
    "ListActivity",
    "ListEntries",
    "MeasureAudit",
    "RunVerification",
    "SealEntries",
    "Verified",
    "VerifyAudit",
    "VerifyAuditJob",
]
