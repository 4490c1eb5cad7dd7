from datetime import timedelta
from uuid import UUID

from domain.audit.seal import NO_SEAL, AuditSeal, membership_form
from tests.support.audit import NOON, an_entry

FIRST, SECOND = an_entry(at=NOON), an_entry(at=NOON - timedelta(seconds=1))
KEY_ID = "0123456789abcdef"


def a_seal(after: AuditSeal | None = None) -> AuditSeal:
    seal = AuditSeal.over(UUID(int=9), [FIRST, SECOND], after=after, at=NOON, key_id=KEY_ID)
    seal.signature = "ab" * 32
    return seal


def test_the_canonical_form_of_a_seal_is_the_documented_one() -> None:
    seal = a_seal()
    assert seal.canonical().decode() == (
        '{"count":2,"first_at":"2026-05-01T11:59:59.123456Z","format":"cortex/audit-seal/v1",'
        f'"key_id":"{KEY_ID}","last_at":"2026-05-01T12:00:00.123456Z","number":1,"previous":"{NO_SEAL}",'
        f'"root":"{seal.root}","sealed_at":"2026-05-01T12:00:00.123456Z"}}'
    )


def test_a_seal_names_the_number_and_the_hash_of_the_one_before() -> None:
    first = a_seal()
    second = a_seal(after=first)
    assert (second.number, second.previous) == (2, first.hash())


def test_the_form_of_a_removal_is_the_documented_one() -> None:
    seal = a_seal()
    seal.dropped_at, seal.drop_key_id = NOON, KEY_ID
    assert seal.drop_form().decode() == (
        f'{{"dropped_at":"2026-05-01T12:00:00.123456Z","format":"cortex/audit-drop/v1","key_id":"{KEY_ID}",'
        f'"seal":"{seal.hash()}"}}'
    )


def test_the_form_of_a_place_is_the_documented_one() -> None:
    assert membership_form(SECOND, 1, NO_SEAL).decode() == (
        f'{{"entry":"{SECOND.leaf().hex()}","format":"cortex/audit-membership/v1","position":1,"seal":"{NO_SEAL}"}}'
    )
