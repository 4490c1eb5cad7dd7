"""The activity of a person, as an export shows it."""

from entrypoints.schemas.audit import AuditEntryBody
from entrypoints.schemas.export.form import ExportMember

ACTIVITY = ExportMember(name="activity", body=AuditEntryBody, of=lambda view, _: AuditEntryBody.of(view))
