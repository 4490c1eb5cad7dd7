"""Entries of the audit, and the bytes that they are signed over."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit.act import Detail, Origin
from domain.audit.canonical import canonical_json
from domain.audit.entry import SIGNED, AuditEntry
from domain.audit.personal import PersonalPart
from tests.support.audit import ADA, GRACE, an_act, an_entry

SALTS = bytes(range(16)), bytes(range(16, 32))


def test_the_canonical_form_is_the_documented_one() -> None:
    entry = AuditEntry.of(UUID(int=7), an_act(), salts=SALTS, key_id="0123456789abcdef")

    assert entry.canonical().decode() == (
        '{"action":"user.locked","actor_id":"00000000-0000-0000-0000-000000000001","actor_kind":"staff",'
        '"at":"2026-05-01T12:00:00.123456Z",'
        '"detail_commitment":"d60ddd913f38749059cf2c93c541637129e0a5be20f26cdf6dc533dd28e9d6ce",'
        '"format":"cortex/audit-entry/v1","id":"00000000-0000-0000-0000-000000000007","key_id":"0123456789abcdef",'
        '"origin_commitment":"419a0dc312dc7b9a507d5ab689661202ae5ff763ece0e5ee36f3afe4ee8a77b3",'
        '"person_id":"00000000-0000-0000-0000-000000000002","platform":"admin","request_id":"request-1",'
        '"session_id":null,"subject_id":"00000000-0000-0000-0000-000000000002","subject_kind":"user"}'
    )


def test_the_canonical_form_has_every_field_but_clear_text_and_seal() -> None:
    left_out = {"version", "origin", "origin_salt", "detail", "detail_salt", "mac", "seal", "position", "membership"}

    assert set(SIGNED) == set(AuditEntry.fields) - left_out


def test_a_commitment_is_the_hash_of_salt_and_canonical_text() -> None:
    part = PersonalPart.of(Detail(reason="“spam”", changes={"is_locked": ("false", "true")}), SALTS[1])

    assert part.text == '{"changes":{"is_locked":["false","true"]},"reason":"“spam”"}'
    assert part.commitment == hashlib.sha256(SALTS[1] + part.text.encode()).hexdigest()
    assert PersonalPart.of(Origin(), SALTS[0]).text == "{}"


def test_equal_clear_texts_have_commitments_that_differ() -> None:
    assert an_entry().origin_commitment != an_entry().origin_commitment


def test_clear_text_is_not_signed() -> None:
    entry = an_entry()
    canonical = entry.canonical()
    entry.origin = entry.origin_salt = entry.detail = entry.detail_salt = None

    assert entry.canonical() == canonical


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    elsewhere = datetime(2026, 5, 1, 14, tzinfo=timezone(timedelta(hours=2)))

    assert canonical_json({"at": elsewhere}) == b'{"at":"2026-05-01T12:00:00.000000Z"}'
    assert canonical_json({"at": elsewhere}) == canonical_json({"at": elsewhere.astimezone(UTC)})


def test_the_canonical_form_refuses_other_types() -> None:
    with pytest.raises(TypeError, match="no bytes"):
        canonical_json({"raw": b""})


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()))
def test_the_canonical_form_is_the_same_whatever_the_order_and_can_be_read(values: dict[str, object]) -> None:
    written = canonical_json(values)

    assert written == canonical_json(dict(reversed(values.items())))
    assert json.loads(written) == values


def test_an_entry_names_actor_and_person() -> None:
    entry = an_entry()

    assert (entry.actor_id, entry.person_id) == (GRACE, ADA)
    assert (entry.seal, entry.position, entry.membership) == (None, None, None)
