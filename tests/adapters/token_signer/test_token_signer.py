from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.token_signer.compact_serialization import MAX_TOKEN_LENGTH
from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.jws import JwsTokenSigner
from adapters.token_signer.signing_key import SingleKey
from application.ports.token_signer import TokenKind
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException

ACCESS_KEY, REFRESH_KEY = b"a" * 32, b"r" * 32
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CLAIMS: dict[str, Any] = {
    "aud": "customer",
    "sub": "9d1f2b3c-0000-4000-8000-000000000001",
    "sid": "0192f0c1-0000-7000-8000-000000000002",
    "jti": "0192f0c1-0000-7000-8000-000000000003",
    "gen": 1,
    "ver": 1,
    "iat": int(NOON.timestamp()),
    "exp": int((NOON + timedelta(minutes=15)).timestamp()),
    "email": "ada@example.org",
    "is_staff": False,
}
EXPIRY = NOON + timedelta(minutes=15)


def signer_with(access: bytes, refresh: bytes) -> JwsTokenSigner:
    return JwsTokenSigner(access=SingleKey(HmacKey(access)), refresh=SingleKey(HmacKey(refresh)), issuer="cortex")


signer = signer_with(ACCESS_KEY, REFRESH_KEY)
TOKEN = signer.sign(TokenKind.ACCESS, CLAIMS)


def read(
    token: str, *, kind: TokenKind = TokenKind.ACCESS, audience: str = "customer", now: datetime = NOON
) -> Mapping[str, object]:
    return signer.read(kind, token, audience=audience, now=now)


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_is_read_as_it_was_signed(kind: TokenKind) -> None:
    token = signer.sign(kind, CLAIMS)

    assert read(token, kind=kind) == {**CLAIMS, "iss": "cortex"}


def test_the_same_claims_give_the_same_token_in_any_order() -> None:
    backwards = dict(reversed(CLAIMS.items()))

    assert signer.sign(TokenKind.ACCESS, backwards) == TOKEN


def test_nobody_else_names_the_issuer() -> None:
    token = signer.sign(TokenKind.ACCESS, {**CLAIMS, "iss": "somebody"})

    assert token == TOKEN


def test_the_longest_address_fits_into_a_token() -> None:
    token = signer.sign(TokenKind.ACCESS, {**CLAIMS, "email": "\U00020000" * 254})

    assert len(token) <= MAX_TOKEN_LENGTH
    assert read(token)["email"] == "\U00020000" * 254


@pytest.mark.parametrize(("kind", "other"), [tuple(TokenKind), tuple(TokenKind)[::-1]])
def test_a_token_of_one_kind_is_never_one_of_the_other(kind: TokenKind, other: TokenKind) -> None:
    twin = signer_with(REFRESH_KEY, ACCESS_KEY)

    for made_by in (signer, twin):
        with pytest.raises(InvalidTokenException):
            read(made_by.sign(other, CLAIMS), kind=kind)


@pytest.mark.parametrize("audience", ["admin", "", "Customer", "customer "])
def test_a_token_is_for_its_audience_only(audience: str) -> None:
    with pytest.raises(InvalidTokenException):
        read(TOKEN, audience=audience)


def test_a_token_lives_half_a_minute_longer_for_clocks_that_differ() -> None:
    end = EXPIRY + timedelta(seconds=30)

    assert read(TOKEN, now=end - timedelta(microseconds=1))
    with pytest.raises(ExpiredTokenException):
        read(TOKEN, now=end)


def test_a_token_may_come_from_a_clock_half_a_minute_ahead() -> None:
    assert read(TOKEN, now=NOON - timedelta(seconds=30))
    with pytest.raises(InvalidTokenException):
        read(TOKEN, now=NOON - timedelta(seconds=31))


def test_the_clock_of_the_machine_is_not_asked() -> None:
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    instant = int(long_ago.timestamp())
    token = signer.sign(TokenKind.ACCESS, {**CLAIMS, "iat": instant, "exp": instant + 60})

    assert read(token, now=long_ago)["exp"] == instant + 60


def test_a_forged_token_is_not_called_expired() -> None:
    forged = TOKEN[:-2] + ("AA" if TOKEN[-2:] != "AA" else "QA")

    with pytest.raises(InvalidTokenException):
        read(forged, now=EXPIRY + timedelta(days=1))


def test_an_expired_token_for_somebody_else_is_not_called_expired() -> None:
    with pytest.raises(InvalidTokenException):
        read(TOKEN, audience="admin", now=EXPIRY + timedelta(days=1))


def test_a_token_looks_as_it_always_did() -> None:
    """Refresh tokens are rebuilt: those that are out must stay what they are."""
    assert signer_with(b"k" * 32, b"k" * 32).sign(TokenKind.REFRESH, {"gen": 1}) == (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6InJ0K2p3dCJ9.eyJnZW4iOjEsImlzcyI6ImNvcnRleCJ9."
        "6U1jRpiDI8t1_ULJ5s25SxR7mJev-dWNFPWO30oGgiM"
    )


@pytest.mark.parametrize("key", [b"a" * 31, b""])
def test_a_short_key_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        HmacKey(key)


characters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.+/ ~\n\x00é")


@given(position=st.integers(0, len(TOKEN) - 1), character=characters | st.characters())
def test_any_changed_character_makes_it_invalid(position: int, character: str) -> None:
    if TOKEN[position] == character:
        return
    changed = TOKEN[:position] + character + TOKEN[position + 1 :]

    with pytest.raises(InvalidTokenException):
        read(changed)


@given(
    st.text()
    | st.text("ABab01-_.=").map(lambda tail: TOKEN + tail)
    | st.integers(0, len(TOKEN) - 1).map(TOKEN.__getitem__)
)
def test_any_other_text_is_invalid(text: str) -> None:
    if text == TOKEN:
        return
    with pytest.raises(InvalidTokenException):
        read(text)
