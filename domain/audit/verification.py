"""Verification of the audit: what an entry, a batch and two neighbouring seals show."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import attrs

from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding, FindingKind
from domain.audit.mac_check import MacCheck
from domain.audit.merkle import merkle_root
from domain.audit.personal import matches
from domain.audit.seal import NO_SEAL, AuditSeal, membership_form

CheckMac = Callable[[str, bytes, str], MacCheck]
"""Compares a MAC with the content that it was made over, and the id of the key."""


@attrs.frozen
class Verification:
    """The rules, with the keys that entries and seals are checked with. Of something that was signed with an unknown
    key all is checked that needs no key: roots and the chain."""

    check_entry: CheckMac
    check_seal: CheckMac

    def of_entry(self, entry: AuditEntry) -> Iterator[Finding]:
        """Yields what is wrong with an entry, wherever it stands. A part that was erased is not: it depends on its
        owner."""
        check = self._check_entry(entry)
        if check is MacCheck.FORGED:
            yield _of(entry, FindingKind.ENTRY_CHANGED)
        if check is MacCheck.UNKNOWN_KEY:
            yield _of(entry, FindingKind.KEY_UNKNOWN)
        if not matches(entry.origin, entry.origin_salt, entry.origin_commitment):
            yield _of(entry, FindingKind.TEXT_CHANGED, part="origin")
        if not matches(entry.detail, entry.detail_salt, entry.detail_commitment):
            yield _of(entry, FindingKind.TEXT_CHANGED, part="detail")

    def of_seal(self, seal: AuditSeal, before: AuditSeal | None) -> Iterator[Finding]:
        """Yields what is wrong with a seal, and between it and the one before; ``None`` for the first."""
        check, expected = self._check_seal(seal), before.number + 1 if before else 1
        if seal.number > expected:
            yield Finding(kind=FindingKind.SEAL_REMOVED, seal=expected, last_seal=seal.number - 1)
        if check is MacCheck.FORGED or self._has_forged_drop(seal):
            yield Finding(kind=FindingKind.SEAL_CHANGED, seal=seal.number)
        elif check is MacCheck.UNKNOWN_KEY:
            yield Finding(kind=FindingKind.KEY_UNKNOWN, seal=seal.number)
        if check is not MacCheck.FORGED and seal.number == expected and self._breaks_chain(seal, before):
            yield Finding(kind=FindingKind.SEAL_CONTRADICTED, seal=seal.number)

    def of_batch(self, seal: AuditSeal, entries: Sequence[AuditEntry]) -> Iterator[Finding]:
        """Yields what is wrong with the entries that name this seal. A seal that was changed tells nothing of their
        places."""
        check = self._check_seal(seal)
        found = [finding for entry in entries for finding in self.of_entry(entry)]
        if check is MacCheck.UNKNOWN_KEY:  # so are those of its entries, and it is found of the seal
            found = [finding for finding in found if finding.kind is not FindingKind.KEY_UNKNOWN]
        if check is not MacCheck.FORGED:
            found += self._of_places(seal, entries)
            if not self._is_dropped(seal) and _LEAVE_THE_ROOT.issuperset(each.kind for each in found):
                found += _of_root(seal, entries)
        yield from found

    def of_strays(self, strays: Sequence[AuditEntry], newest: int) -> Iterator[Finding]:
        """Yields the seals after ``newest`` that entries name although they are not there, and what is wrong with those
        entries. No batch has a number below 1."""
        named = [entry.seal for entry in strays if entry.seal is not None and entry.seal > newest]
        if named:
            yield Finding(kind=FindingKind.SEAL_REMOVED, seal=newest + 1, last_seal=max(named))
        for entry in strays:
            yield from self.of_entry(entry)
            if entry.seal is not None and entry.seal < 1:
                yield _of(entry, FindingKind.ENTRY_INSERTED)

    def _of_places(self, seal: AuditSeal, entries: Sequence[AuditEntry]) -> Iterator[Finding]:
        count, seal_hash = 0 if self._is_dropped(seal) else seal.count, seal.hash()
        taken = Counter(entry.position for entry in entries)
        for entry in entries:
            is_within = entry.position is not None and 0 <= entry.position < count
            is_member = self._is_member(entry, seal, seal_hash)
            if not is_within or (taken[entry.position] > 1 and not is_member):
                yield _of(entry, FindingKind.ENTRY_INSERTED)
            elif not is_member and self._check_entry(entry) is not MacCheck.FORGED:
                yield _of(entry, FindingKind.ENTRY_MOVED)
        yield from _removed(seal, count, sorted(place for place in taken if place is not None and 0 <= place < count))

    def _is_member(self, entry: AuditEntry, seal: AuditSeal, seal_hash: str) -> bool:
        form = membership_form(entry, entry.position or 0, seal_hash)
        return self.check_seal(entry.membership or "", form, seal.key_id) is not MacCheck.FORGED

    def _breaks_chain(self, seal: AuditSeal, before: AuditSeal | None) -> bool:
        """Returns whether ``previous`` is wrong although the seal before was not changed, as that is found of it."""
        if before is None:
            return seal.previous != NO_SEAL
        return self._check_seal(before) is not MacCheck.FORGED and seal.previous != before.hash()

    def _is_dropped(self, seal: AuditSeal) -> bool:
        return seal.dropped_at is not None and not self._has_forged_drop(seal)

    def _has_forged_drop(self, seal: AuditSeal) -> bool:
        if (seal.dropped_at, seal.drop_key_id, seal.drop_signature) == (None, None, None):
            return False
        check = self.check_seal(seal.drop_signature or "", seal.drop_form(), seal.drop_key_id or "")
        return seal.dropped_at is None or check is MacCheck.FORGED

    def _check_entry(self, entry: AuditEntry) -> MacCheck:
        return self.check_entry(entry.mac, entry.canonical(), entry.key_id)

    def _check_seal(self, seal: AuditSeal) -> MacCheck:
        return self.check_seal(seal.signature, seal.canonical(), seal.key_id)


_LEAVE_THE_ROOT = frozenset({FindingKind.TEXT_CHANGED, FindingKind.KEY_UNKNOWN})
"""Findings that do not explain another root."""


def _of(entry: AuditEntry, kind: FindingKind, *, part: str | None = None) -> Finding:
    return Finding(kind=kind, seal=entry.seal, position=entry.position, entry_id=entry.pk, part=part)


def _of_root(seal: AuditSeal, entries: Sequence[AuditEntry]) -> Iterator[Finding]:
    in_order = sorted(entries, key=lambda entry: entry.position or 0)
    if merkle_root(entry.leaf() for entry in in_order).hex() != seal.root:
        yield Finding(kind=FindingKind.SEAL_CONTRADICTED, seal=seal.number)


def _removed(seal: AuditSeal, count: int, taken: Sequence[int]) -> Iterator[Finding]:
    """Yields the runs of positions below ``count`` that no entry has."""
    next_one = 0
    for position in (*taken, count):
        if position > next_one:
            kind = FindingKind.ENTRY_REMOVED
            yield Finding(kind=kind, seal=seal.number, position=next_one, last_position=position - 1)
        next_one = position + 1
