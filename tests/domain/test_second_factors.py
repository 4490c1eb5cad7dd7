"""Recovery codes, the count of second steps, challenges, and the methods of a session."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.credentials.authentication import Authenticated, method_references
from domain.credentials.challenge import CHALLENGE_LIFE, Challenge
from domain.credentials.errors import FactorsLocked, InvalidChallenge
from domain.credentials.factor import Factor
from domain.credentials.factor_attempts import MAX_FAILURES, FactorAttempts
from domain.credentials.recovery_code import CODE_BYTES, read_code, written_code
from domain.shared_kernel.platform import Platform
from tests.domain.people import a_user
from tests.support.clocks import NOON

RAW = bytes(range(CODE_BYTES))
ONE, OTHER = UUID(int=1), UUID(int=2)


def test_a_recovery_code_has_at_least_112_bits_and_is_read_however_it_is_typed() -> None:
    text = written_code(RAW)
    assert CODE_BYTES * 8 >= 112
    assert text == "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO"
    for typed in (text, text.lower(), text.replace("-", ""), text.replace("-", " "), f"  {text}\n"):
        assert read_code(typed) == RAW


@pytest.mark.parametrize(
    "text", ["", "A", "AAAQ", "0189-" * 6, written_code(RAW)[:-1], written_code(RAW) + "AAAA", "ü"]
)
def test_text_that_is_no_recovery_code_is_read_as_none(text: str) -> None:
    assert read_code(text) is None
    assert read_code("A" * 10_000) is None


def test_a_factor_counts_from_its_first_code_on_which_is_used_up() -> None:
    factor = Factor.enrol(ONE, user_id=ONE, kind="totp", label=None, secret="secret", at=NOON)
    factor.confirm(7, at=NOON + CHALLENGE_LIFE)
    assert (factor.is_confirmed, factor.counter, factor.last_used_at) == (True, 7, NOON + CHALLENGE_LIFE)


def test_attempts_are_refused_after_a_hundred_failures_in_a_row() -> None:
    attempts = FactorAttempts.of(ONE)
    for _ in range(MAX_FAILURES):
        attempts.require_left()
        attempts.fail()
    with pytest.raises(FactorsLocked):
        attempts.require_left()


def test_a_right_code_begins_a_new_row() -> None:
    attempts = FactorAttempts(pk=ONE, failures=MAX_FAILURES - 1)
    attempts.succeed()
    assert attempts.failures == 0


def test_a_challenge_is_spent_for_as_long_as_it_could_be_sent_again() -> None:
    attempts, end = FactorAttempts.of(ONE), NOON + CHALLENGE_LIFE
    attempts.spend(ONE, expires_at=end, at=NOON)
    attempts.require_unspent(OTHER)
    attempts.spend(OTHER, expires_at=end + CHALLENGE_LIFE, at=end)
    for spent in (ONE, OTHER):
        with pytest.raises(InvalidChallenge):
            attempts.require_unspent(spent)
    attempts.spend(OTHER, expires_at=end + CHALLENGE_LIFE, at=end + timedelta(seconds=1))
    attempts.require_unspent(ONE)


def test_a_challenge_stands_for_an_account_that_has_not_changed() -> None:
    user = a_user()
    challenge = Challenge.after(Authenticated(user=user, methods=("pwd",), at=NOON), ONE, Platform.CUSTOMER)
    assert challenge.require_valid(user, Platform.CUSTOMER, at=NOON + CHALLENGE_LIFE - timedelta(seconds=1)) is user
    with pytest.raises(InvalidChallenge):
        challenge.require_valid(user, Platform.CUSTOMER, at=NOON + CHALLENGE_LIFE)
    with pytest.raises(InvalidChallenge):
        challenge.require_valid(user, Platform.ADMIN, at=NOON)
    with pytest.raises(InvalidChallenge):
        challenge.require_valid(None, Platform.CUSTOMER, at=NOON)


@pytest.mark.parametrize("change", [{"token_version": 9}, {"password_version": 9}, {"is_locked": True}, {"pk": OTHER}])
def test_a_challenge_does_not_stand_for_an_account_that_has_changed(change: dict[str, object]) -> None:
    user = a_user()
    challenge = Challenge.after(Authenticated(user=user, methods=("pwd",), at=NOON), ONE, Platform.CUSTOMER)
    for name, value in change.items():
        setattr(user, name, value)
    with pytest.raises(InvalidChallenge):
        challenge.require_valid(user, Platform.CUSTOMER, at=NOON)


@pytest.mark.parametrize(
    ("methods", "references"),
    [
        (("pwd",), ("pwd",)),
        (("pwd", "otp"), ("pwd", "otp", "mfa")),
        (("pwd", "pwd"), ("pwd",)),
        (("pwd", "otp", "mfa"), ("pwd", "otp", "mfa")),
    ],
)
def test_several_factors_are_named_as_such(methods: tuple[str, ...], references: tuple[str, ...]) -> None:
    assert method_references(methods) == references
