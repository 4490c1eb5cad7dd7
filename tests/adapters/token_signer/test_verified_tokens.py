"""A signature is verified once; everything that can change is checked each time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import attrs
import pytest

from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.jws import JwsTokenSigner
from adapters.token_signer.signing_key import SigningKey, SigningKeys, SingleKey
from adapters.token_signer.verified_tokens import VerifiedToken, VerifiedTokens
from application.ports.token_signer import TokenKind
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException
from tests.adapters.token_signer.test_token_signer import CLAIMS, EXPIRY, NOON


@attrs.define
class CountingKey(SigningKey):
    """Counts the signatures that it verifies."""

    key: HmacKey
    verified: int = 0
    algorithm: str = "HS256"
    kid: None = None

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)

    def verify(self, message: bytes, signature: bytes) -> bool:
        self.verified += 1
        return self.key.verify(message, signature)


@attrs.define
class ReplaceableKey(SigningKeys):
    """A key that retires when another takes its place, or none does."""

    key: CountingKey | None

    def signing(self) -> SigningKey:
        assert self.key is not None
        return self.key

    def find(self, kid: object, now: datetime) -> SigningKey | None:
        return self.key

    def public(self) -> Sequence[Mapping[str, str]]:
        return ()


@pytest.fixture
def key() -> CountingKey:
    return CountingKey(HmacKey(b"a" * 32))


@pytest.fixture
def keys(key: CountingKey) -> ReplaceableKey:
    return ReplaceableKey(key)


@pytest.fixture
def signer(keys: ReplaceableKey) -> JwsTokenSigner:
    return JwsTokenSigner(access=keys, refresh=SingleKey(HmacKey(b"r" * 32)), issuer="cortex")


def read(signer: JwsTokenSigner, token: str, audience: str = "customer", now: datetime = NOON) -> Mapping[str, object]:
    return signer.read(TokenKind.ACCESS, token, audience=audience, now=now)


def test_a_signature_is_verified_once(signer: JwsTokenSigner, key: CountingKey) -> None:
    token = signer.sign(TokenKind.ACCESS, CLAIMS)
    assert read(signer, token) == read(signer, token)
    assert key.verified == 1


def test_a_remembered_token_expires(signer: JwsTokenSigner) -> None:
    token = signer.sign(TokenKind.ACCESS, CLAIMS)
    read(signer, token)
    with pytest.raises(ExpiredTokenException):
        read(signer, token, now=EXPIRY + timedelta(seconds=31))


def test_a_remembered_token_is_refused_by_the_other_platform(signer: JwsTokenSigner) -> None:
    token = signer.sign(TokenKind.ACCESS, CLAIMS)
    read(signer, token)
    with pytest.raises(InvalidTokenException):
        read(signer, token, audience="admin")


@pytest.mark.parametrize("successor", [None, CountingKey(HmacKey(b"b" * 32))], ids=["none", "another"])
def test_a_remembered_token_is_refused_as_soon_as_its_key_retires(
    signer: JwsTokenSigner, keys: ReplaceableKey, successor: CountingKey | None
) -> None:
    token = signer.sign(TokenKind.ACCESS, CLAIMS)
    read(signer, token)
    keys.key = successor
    with pytest.raises(InvalidTokenException):
        read(signer, token)


def test_a_token_that_differs_in_one_character_is_not_remembered(signer: JwsTokenSigner) -> None:
    token = signer.sign(TokenKind.ACCESS, CLAIMS)
    read(signer, token)
    with pytest.raises(InvalidTokenException):
        read(signer, token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1])


def test_a_refused_token_is_verified_again(signer: JwsTokenSigner, key: CountingKey) -> None:
    token = signer.sign(TokenKind.ACCESS, CLAIMS)
    forged = token.rpartition(".")[0] + "." + "A" * 43
    for _time in range(2):
        with pytest.raises(InvalidTokenException):
            read(signer, forged)
    assert key.verified == 2


def test_the_claims_of_a_remembered_token_cannot_be_changed(signer: JwsTokenSigner) -> None:
    claims = read(signer, signer.sign(TokenKind.ACCESS, CLAIMS))
    with pytest.raises(TypeError):
        claims["ver"] = 2  # type: ignore[index]  # what is tried


def test_the_token_that_was_added_first_is_forgotten_first(key: CountingKey) -> None:
    tokens = VerifiedTokens(max_tokens=2)
    for name in ("one", "two", "three"):
        tokens.add(name, VerifiedToken(key, {"sub": name}))
    assert [tokens.find(name) is not None for name in ("one", "two", "three")] == [False, True, True]
