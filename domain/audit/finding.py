"""Findings: the differences between the audit as it is stored and as it was written."""

from enum import StrEnum
from uuid import UUID

import attrs


class FindingKind(StrEnum):
    """The kind of difference. The values are names in JSON."""

    ENTRY_CHANGED = "entry_changed"
    """What is signed of an entry is not what the service wrote, if it wrote it at all."""
    ENTRY_UNREADABLE = "entry_unreadable"
    """A row holds what the service never writes, such as a text in the place of a time. The places of its batch are not
    verified; of those that wait for a seal none is."""
    TEXT_CHANGED = "text_changed"
    """The clear text of a personal part is not what its commitment was made over."""
    TEXT_ERASED = "text_erased"
    """A personal part was erased although the account that it belongs to exists."""
    ENTRY_REMOVED = "entry_removed"
    ENTRY_INSERTED = "entry_inserted"
    """A batch has an entry more than were sealed."""
    ENTRY_MOVED = "entry_moved"
    """A genuine entry stands in a place that it was not sealed in."""
    SEAL_CHANGED = "seal_changed"
    SEAL_REMOVED = "seal_removed"
    SEAL_UNREADABLE = "seal_unreadable"
    """A seal from this number on holds what the service never writes. Nothing after it is verified."""
    SEAL_CONTRADICTED = "seal_contradicted"
    """A signed seal fits neither its entries, which are signed as well, nor the seal before: somebody had a key."""
    END_CUT_OFF = "end_cut_off"
    """The audit ends before a seal that a checkpoint names."""
    CHECKPOINT_CONTRADICTED = "checkpoint_contradicted"
    """The seal of a number is another than the one that a checkpoint names."""
    KEY_UNKNOWN = "key_unknown"
    """A seal, or entries, were signed with a key that is not at hand, so their signatures cannot be checked."""


@attrs.frozen(kw_only=True)
class Finding:
    """One difference. ``last_seal`` and ``last_position`` end a run of what was removed; ``part`` is the personal
    part."""

    kind: FindingKind
    seal: int | None = None
    last_seal: int | None = None
    position: int | None = None
    last_position: int | None = None
    entry_id: UUID | None = None
    part: str | None = None
