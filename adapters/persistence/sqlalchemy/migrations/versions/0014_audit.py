"""The audit: its entries, their seals, and the verifications of both."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import integer, text

revision = "0014"
down_revision = "0013"

_INDEXED = ("at", "actor_id", "subject_id", "person_id", "request_id", "seal")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", text(64), nullable=False),
        sa.Column("actor_kind", text(32), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("subject_kind", text(32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("platform", text(32), nullable=True),
        sa.Column("request_id", text(128), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("origin", text(), nullable=True),
        sa.Column("origin_salt", text(32), nullable=True),
        sa.Column("origin_commitment", text(64), nullable=False),
        sa.Column("detail", text(), nullable=True),
        sa.Column("detail_salt", text(32), nullable=True),
        sa.Column("detail_commitment", text(64), nullable=False),
        sa.Column("key_id", text(16), nullable=False),
        sa.Column("mac", text(64), nullable=False),
        sa.Column("seal", integer(), nullable=True),
        sa.Column("position", integer(), nullable=True),
        sa.Column("membership", text(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    for column in _INDEXED:
        op.create_index(op.f(f"ix_audit_entries_{column}_id"), "audit_entries", [column, "id"])
    op.create_table(
        "audit_seals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("number", integer(), nullable=False),
        sa.Column("root", text(64), nullable=False),
        sa.Column("count", integer(), nullable=False),
        sa.Column("previous", text(64), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_id", text(16), nullable=False),
        sa.Column("signature", text(64), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drop_key_id", text(16), nullable=True),
        sa.Column("drop_signature", text(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_seals_number")),
    )
    op.create_table(
        "audit_verifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seal", integer(), nullable=True),
        sa.Column("entries", integer(), nullable=False),
        sa.Column("findings", integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_verifications")),
    )
    op.create_index(op.f("ix_audit_verifications_began_at_id"), "audit_verifications", ["began_at", "id"])


def downgrade() -> None:
    """Drop the tables: the audit is lost."""
    op.drop_table("audit_verifications")
    op.drop_table("audit_seals")
    op.drop_table("audit_entries")
