"""What the words of an error quote of people is masked; what operators need stays."""

import pytest

from domain.shared_kernel.redaction import MAX_CHARACTERS, described, redacted

HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b/dWRWJTmaaJObG"
TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP_mB92K27uhbUJU1p1r"


@pytest.mark.parametrize(
    ("words", "remains"),
    [
        ("550 5.1.1 <ada.lovelace@example.org>: unknown", "550 5.1.1 <…>: unknown"),
        ("{'ليلى@مثال.إختبار': (550, b'no')}", "{'…': (550, b'no')}"),
        (f"cannot verify {HASH}", "cannot verify …"),
        (f"Bearer {TOKEN} is refused", "Bearer … is refused"),
        ("null value\nDETAIL:  Failing row contains (ada, secret)", "null value"),
        ("[Errno 111] Connect call failed ('127.0.0.1', 5432)", "[Errno 111] Connect call failed ('127.0.0.1', 5432)"),
        ("job 01890a5d-ac96-774b-bcce-b302099a8057 failed", "job 01890a5d-ac96-774b-bcce-b302099a8057 failed"),
        ("violates uq_users_email_key_of_2_columns", "violates uq_users_email_key_of_2_columns"),
    ],
)
def test_redacted_words(words: str, remains: str) -> None:
    assert redacted(words) == remains


def test_redacted_words_are_short() -> None:
    assert len(redacted("x " * 100_000)) == MAX_CHARACTERS


def test_an_error_is_described_by_its_type_and_its_redacted_words() -> None:
    assert described(ValueError("ada@example.org is odd")) == "ValueError: … is odd"


def test_an_error_without_words_is_described_by_its_type() -> None:
    assert described(TimeoutError()) == "TimeoutError"
