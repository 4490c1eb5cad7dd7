"""Findings in words, and as JSON."""

from collections.abc import Mapping

import attrs

from application.audit.verify_audit import Verified
from domain.audit.finding import Finding, FindingKind

_WORDS: Mapping[FindingKind, str] = {
    FindingKind.ENTRY_CHANGED: "was changed, or never written by the service",
    FindingKind.ENTRY_UNREADABLE: "cannot be read: it holds what the service never writes",
    FindingKind.TEXT_CHANGED: "has another text than it was written with",
    FindingKind.TEXT_ERASED: "has lost a text although the account that it belongs to exists",
    FindingKind.ENTRY_INSERTED: "was inserted",
    FindingKind.ENTRY_MOVED: "was moved from another place",
    FindingKind.SEAL_CHANGED: "was changed",
    FindingKind.SEAL_UNREADABLE: "or a later one cannot be read: nothing after it was verified",
    FindingKind.SEAL_CONTRADICTED: "fits neither its entries nor the seal before, and yet is signed: "
    "somebody has the key",
    FindingKind.END_CUT_OFF: "is named by a checkpoint and is not there: the end was cut off",
    FindingKind.CHECKPOINT_CONTRADICTED: "is another than the one that a checkpoint names",
    FindingKind.KEY_UNKNOWN: "was signed with a key that the service does not have",
}


def as_sentence(finding: Finding) -> str:
    """Returns the finding as one line."""
    match finding.kind:
        case FindingKind.SEAL_REMOVED:
            return f"{_numbers('seal', finding.seal, finding.last_seal)} removed"
        case FindingKind.ENTRY_REMOVED:
            return f"seal {finding.seal}: {_numbers('entry', finding.position, finding.last_position)} removed"
        case kind:
            part = f" ({finding.part})" if finding.part else ""
            return f"{_subject(finding)} {_WORDS[kind]}{part}"


def summary(verified: Verified) -> str:
    """Returns the result in one sentence for people."""
    progress, count = verified.progress, len(verified.findings)
    seen = f"{progress.entries} sealed entries in {progress.seals} seals, and {progress.waiting} that wait for a seal"
    found = "nothing was changed" if not count else f"{count} finding{'s' if count > 1 else ''}"
    return f"{seen}: {found}."


def document(verified: Verified) -> Mapping[str, object]:
    """Returns the result for programs."""
    progress = verified.progress
    return {
        "entries": progress.entries,
        "seals": progress.seals,
        "waiting": progress.waiting,
        "newest_seal": progress.seal and progress.seal.number,
        "findings": [_members(finding) for finding in verified.findings],
    }


def _subject(finding: Finding) -> str:
    if finding.kind is FindingKind.ENTRY_UNREADABLE:
        return "an entry that is not sealed" if finding.seal is None else f"seal {finding.seal}: {_place(finding)}"
    if finding.entry_id is None:
        return f"seal {finding.seal}"
    place = "not sealed" if finding.seal is None else f"seal {finding.seal}, position {finding.position}"
    return f"entry {finding.entry_id} ({place})"


def _place(finding: Finding) -> str:
    return "an entry" if finding.position is None else f"entry {finding.position}"


def _numbers(noun: str, first: int | None, last: int | None) -> str:
    if first == last:
        return f"{noun} {first} was"
    return f"{'entries' if noun == 'entry' else 'seals'} {first} to {last} were"


def _members(finding: Finding) -> Mapping[str, object]:
    given = attrs.asdict(finding, filter=lambda _attribute, value: value is not None)
    return {**given, "kind": finding.kind.value, **({"entry_id": str(finding.entry_id)} if finding.entry_id else {})}
