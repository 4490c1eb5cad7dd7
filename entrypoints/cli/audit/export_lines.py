"""Lines of an export: enough to verify the audit elsewhere."""

from domain.audit.canonical import canonical_json
from domain.audit.entry import AuditEntry
from domain.audit.seal import AuditSeal


def as_line(row: AuditEntry | AuditSeal) -> str:
    """Returns a line of JSON. Its member ``signed`` is the canonical form, as an object; the others stand beside it."""
    members = _entry(row) if isinstance(row, AuditEntry) else _seal(row)
    return canonical_json(members).decode()


def _entry(entry: AuditEntry) -> dict[str, object]:
    return {
        "kind": "entry",
        "signed": entry.signed(),
        "mac": entry.mac,
        "seal": entry.seal,
        "position": entry.position,
        "membership": entry.membership,
        "origin": entry.origin,
        "origin_salt": entry.origin_salt,
        "detail": entry.detail,
        "detail_salt": entry.detail_salt,
    }


def _seal(seal: AuditSeal) -> dict[str, object]:
    return {
        "kind": "seal",
        "signed": seal.signed(),
        "signature": seal.signature,
        "hash": seal.hash(),
        "dropped_at": seal.dropped_at,
        "drop_key_id": seal.drop_key_id,
        "drop_signature": seal.drop_signature,
    }
