"""Sessions, as an export shows them."""

from entrypoints.schemas.export.form import ExportMember
from entrypoints.schemas.sessions import SessionBody

SESSIONS = ExportMember(name="sessions", body=SessionBody, of=SessionBody.of)
